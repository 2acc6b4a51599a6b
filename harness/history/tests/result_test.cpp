// SPDX-License-Identifier: Apache-2.0
#include "harness/history/result.hpp"

#include <gtest/gtest.h>

namespace tetherlab::history {
namespace {

using verdict::Verdict;

scenario::Run failed_run() {
    scenario::Run run;
    run.id = "ab12cd";
    run.scenario = "d53";
    run.hotspot = "quanta-d53";
    run.started = "2026-01-31T12:00:00Z";
    run.verdict = Verdict::kFail;
    run.cause = "driver: expected rndis_host, got none";
    run.seed = 7;
    run.took = std::chrono::seconds(30);
    run.diagnoses = {{"missing-kmod", "kmod-usb-net-rndis is missing.", {}, "Install it."}};
    return run;
}

scenario::Check check(const std::string& name, Verdict verdict) {
    scenario::Check made;
    made.name = name;
    made.verdict = verdict;
    made.expected = "X";
    made.got = "Y";
    return made;
}

scenario::StepResult step(const std::string& name, Verdict verdict) {
    scenario::StepResult made;
    made.name = name;
    made.verdict = verdict;
    made.reason = "no bench";
    return made;
}

TEST(Result, HasWhatTheRunSaysAndWhatItsCallerKnows) {
    const Result result = result_of(
        failed_run(), {{"/i.bin", "r90002-7e7be71ab1", std::string(64, 'a')}, "virtual", "/out/d53"});
    EXPECT_EQ(result, (Result{.started = "2026-01-31T12:00:00Z",
                              .run = "ab12cd",
                              .scenario = "d53",
                              .hotspot = "quanta-d53",
                              .image = "/i.bin",
                              .revision = "r90002-7e7be71ab1",
                              .sha256 = std::string(64, 'a'),
                              .bench = "virtual",
                              .cause = "driver: expected rndis_host, got none",
                              .evidence = "driver: expected rndis_host, got none",
                              .report = "/out/d53",
                              .seed = 7,
                              .verdict = Verdict::kFail,
                              .diagnoses = {"missing-kmod"},
                              .took = std::chrono::seconds(30)}));
}

TEST(FirstEvidence, IsTheFirstCheckThatDidNotPass) {
    scenario::Run run = failed_run();
    run.steps = {step("flash", Verdict::kPass), step("expect", Verdict::kFail)};
    run.steps[1].checks = {check("usb: enumerated", Verdict::kPass),
                           check("driver: rndis_host", Verdict::kFail),
                           check("http: client", Verdict::kSkipped)};
    EXPECT_EQ(first_evidence(run), "driver: rndis_host: expected X, got Y");
}

TEST(FirstEvidence, OfACheckThatCouldNotBeDoneIsWhyNot) {
    scenario::Run run = failed_run();
    run.steps = {step("expect", Verdict::kError)};
    run.steps[0].checks = {check("lease", Verdict::kError)};
    run.steps[0].checks[0].reason = "the client does not answer";
    EXPECT_EQ(first_evidence(run), "lease: the client does not answer");
}

TEST(FirstEvidence, IsTheStepThatWentWrongWhenNoCheckDid) {
    scenario::Run run = failed_run();
    run.steps = {step("bench", Verdict::kError), step("flash", Verdict::kSkipped)};
    EXPECT_EQ(first_evidence(run), "bench: no bench");
}

TEST(FirstEvidence, OfAPassIsNone) {
    scenario::Run run = failed_run();
    run.verdict = Verdict::kPass;
    EXPECT_EQ(first_evidence(run), "");
}

}  // namespace
}  // namespace tetherlab::history
