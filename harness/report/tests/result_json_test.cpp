// SPDX-License-Identifier: Apache-2.0
#include "harness/report/result_json.hpp"

#include "harness/report/tests/example_run.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace tetherlab::report {
namespace {

TEST(ResultJson, HasExpectedGotAndTimesOfEachCheck) {
    const auto check = to_json(failed_run()).at("steps").at(1).at("checks").at(0);
    EXPECT_EQ(check.at("verdict"), "fail");
    EXPECT_EQ(check.at("expected"), "rndis_host");
    EXPECT_EQ(check.at("got"), "none");
    EXPECT_EQ(check.at("started_us"), 40'000'000);
    EXPECT_EQ(check.at("took_us"), 20'000'000);
}

TEST(ResultJson, NamesItsFormat) {
    EXPECT_EQ(to_json(failed_run()).at("format"), "tetherlab-result");
    EXPECT_EQ(to_json(failed_run()).at("format_version"), 1);
}

TEST(ResultJson, SaysHowTheBenchStarted) {
    scenario::Run run = failed_run();
    EXPECT_EQ(to_json(run).at("bench_start").dump(), R"({"from":"boot"})");
    run.snapshot = "2026-01-31T12:00:00Z";
    EXPECT_EQ(to_json(run).at("bench_start").dump(), R"({"from":"snapshot","made":"2026-01-31T12:00:00Z"})");
}

TEST(ResultJson, OfARunThatFlashedNothingHasNoImage) {
    EXPECT_TRUE(to_json(failed_run()).at("image").is_null());
}

TEST(ResultJson, TellsWhatTheFaultsDidAndTheSeedThatRepeatsIt) {
    scenario::Run run = failed_run();
    run.seed = 7;
    run.faults = {{.id = "first",
                   .kind = "brownout",
                   .armed = std::chrono::microseconds(1000),
                   .fired = std::chrono::microseconds(5040),
                   .late = std::chrono::microseconds(40)}};
    EXPECT_EQ(to_json(run).at("seed"), 7);
    EXPECT_EQ(to_json(run).at("faults").dump(),
              R"([{"id":"first","fault":"brownout","armed_us":1000,"scheduled_us":5000,"fired_us":5040,)"
              R"("ended_us":null,"failure":""}])");
}

TEST(ResultJson, HasEachEventOfAReplay) {
    const auto check = to_json(replayed_run()).at("steps").at(0).at("checks").at(0);
    EXPECT_EQ(
        check.at("replay").at("events").at(1).dump(),
        R"({"event":"hub failed to enable device, error -22","captured_us":1857000,"wanted_us":1857000,)"
        R"("got_us":1818000,"ok":true,"note":"error -71"})");
    EXPECT_TRUE(check.at("replay").at("events").at(2).at("got_us").is_null());
    EXPECT_EQ(check.at("replay").at("remarks").at(0), "compressed 20 times");
}

TEST(ResultJson, HasEachFieldOfAComparison) {
    const auto check = to_json(verified_run()).at("steps").at(0).at("checks").at(0);
    EXPECT_EQ(check.at("comparison").at("equal"), false);
    EXPECT_EQ(check.at("comparison").at("rows").at(0).at("field"), "bcdDevice");
}

TEST(ResultJson, OfAnotherCheckHasNoReplay) {
    EXPECT_FALSE(to_json(failed_run()).at("steps").at(1).at("checks").at(0).contains("replay"));
}

TEST(ResultJson, SaysWhoIsAtFaultByTheControl) {
    EXPECT_EQ(to_json(compared_run()).at("wan").dump(),
              R"({"verdict":"fail","got":"the client got no answer in time","diagnoses":["missing-kmod"]})");
    EXPECT_EQ(to_json(compared_run()).at("comparison").dump(),
              R"({"control":"router with every USB network driver","culprit":"router",)"
              R"("conclusion":"the router: only it lacks a driver","id":"0002","verdict":"pass","cause":"",)"
              R"("wan":{"verdict":"pass","got":"the client got 204","diagnoses":[]}})");
}

TEST(ResultJson, OfARunWithoutAControlHasNoComparison) {
    EXPECT_FALSE(to_json(failed_run()).contains("wan"));
    EXPECT_FALSE(to_json(failed_run()).contains("comparison"));
}

TEST(ResultJson, ListsWhatWasSubstituted) {
    EXPECT_EQ(
        to_json(failed_run()).at("substitutions").dump(),
        R"([{"what":"kernel","original":"the image's","instead":"Debian 6.1.0-50-4kc-malta","why":"an MT7621 kernel cannot run on malta"}])");
}

}  // namespace
}  // namespace tetherlab::report
