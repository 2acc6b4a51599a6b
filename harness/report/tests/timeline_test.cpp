// SPDX-License-Identifier: Apache-2.0
#include "harness/report/timeline.hpp"

#include "harness/report/timeline_json.hpp"

#include <gmock/gmock.h>

namespace tetherlab::report {
namespace {

using event::Kind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> names(const Timeline& timeline) {
    std::vector<std::string> all;
    for (const Lane& lane : timeline.lanes) all.push_back(lane.name);
    return all;
}

TEST(Timeline, HasOnlyLanesInWhichSomethingHappened) {
    EXPECT_THAT(names(make_timeline({})), ElementsAre());
    EXPECT_THAT(names(make_timeline({{Micros(1), Kind::kPower, "router", {{"state", "on"}}}})),
                ElementsAre("power"));
}

TEST(Timeline, GivesEachFaultAndStepALaneIndentedBelowWhatItIsAPartOf) {
    const Timeline timeline =
        make_timeline({{Micros(1), Kind::kStepBegin, "bench", {}},
                       {Micros(2), Kind::kStepBegin, "router: resume", {}},
                       {Micros(4), Kind::kStepEnd, "router: resume", {{"outcome", "ok"}}},
                       {Micros(5), Kind::kStepEnd, "bench", {{"outcome", "ok"}}},
                       {Micros(6), Kind::kFault, "wedge", {{"what", "fired"}}}});
    EXPECT_THAT(names(timeline),
                ElementsAre("router boot", "faults", "wedge", "bench", "\u2003router: resume"));
}

TEST(Timeline, AStepThatFailedSaysWhyAndLooksIt) {
    const Timeline timeline = make_timeline(
        {{Micros(1), Kind::kStepBegin, "flash", {}},
         {Micros(2), Kind::kStepEnd, "flash", {{"outcome", "failed"}, {"reason", "no shell"}}}});
    ASSERT_EQ(timeline.lanes.size(), 1U);
    EXPECT_EQ(timeline.lanes[0].spans.at(0).text, "flash: no shell");
    EXPECT_EQ(timeline.lanes[0].spans.at(0).tone, "fail");
}

TEST(TimelineJson, HasTimesInSeconds) {
    EXPECT_EQ(
        timeline_json(make_timeline({{Micros(1'500'000), Kind::kStepBegin, "plug", {}},
                                     {Micros(2'000'000), Kind::kStepEnd, "plug", {{"outcome", "ok"}}}})),
        R"({"curves":[],"end":2.0,"lanes":[{"marks":[],"name":"plug","spans":[[1.5,2.0,"plug","step"]]}]})");
}

TEST(TimelineJson, HasNullWhereACurveHasAGap) {
    EXPECT_THAT(timeline_json(make_timeline(
                    {{Micros(2'000'000), Kind::kObservation, "round-trip", {{"ms", nullptr}}}})),
                HasSubstr(R"([{"name":"round trip","points":[[2.0,null]],"unit":"ms"}])"));
}

TEST(TimelineJson, CannotEndTheScriptItStandsIn) {
    const std::string json =
        timeline_json(make_timeline({{Micros(1), Kind::kStepBegin, "</script><b>", {}}}));
    EXPECT_THAT(json, Not(HasSubstr("<")));
    EXPECT_THAT(json, HasSubstr("\\u003c/script>\\u003cb>"));
}

}  // namespace
}  // namespace tetherlab::report
