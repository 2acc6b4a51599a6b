// SPDX-License-Identifier: Apache-2.0
#include "harness/report/timeline.hpp"

#include <gtest/gtest.h>

namespace tetherlab::report {
namespace {

using event::Event;
using event::Kind;
using std::chrono::microseconds;

TEST(Timeline, NestsAStepInsideTheOneAroundIt) {
    const Timeline timeline =
        make_timeline({{microseconds(1), Kind::kStepBegin, "flash", {}},
                       {microseconds(2), Kind::kStepBegin, "upload", {}},
                       {microseconds(5), Kind::kStepEnd, "upload", {{"outcome", "ok"}}},
                       {microseconds(9), Kind::kStepEnd, "flash", {{"outcome", "ok"}}}});
    ASSERT_EQ(timeline.bars.size(), 2U);
    EXPECT_EQ(timeline.bars[0].depth, 0);
    EXPECT_EQ(timeline.bars[1].name, "upload");
    EXPECT_EQ(timeline.bars[1].depth, 1);
    EXPECT_EQ(timeline.bars[1].end, microseconds(5));
}

TEST(Timeline, AStepThatNeverEndedLastsToTheEndAndIsNotOk) {
    const Timeline timeline = make_timeline(
        {{microseconds(1), Kind::kStepBegin, "boot", {}}, {microseconds(7), Kind::kNote, "x", {}}});
    EXPECT_EQ(timeline.bars[0].end, microseconds(7));
    EXPECT_FALSE(timeline.bars[0].ok);
    EXPECT_EQ(timeline.bars[0].reason, "did not end");
}

TEST(Timeline, MarksPowerAndUsb) {
    const Timeline timeline = make_timeline({{microseconds(1), Kind::kPower, "router", {{"state", "on"}}},
                                             {microseconds(3), Kind::kUsb, "hotspot", {{"action", "plug"}}}});
    ASSERT_EQ(timeline.marks.size(), 2U);
    EXPECT_EQ(timeline.marks[0].text, "router on");
    EXPECT_EQ(timeline.marks[1].text, "plug");
}

TEST(Timeline, AFaultIsABarFromFiringToItsEndAndAMarkForWhatItDoes) {
    const Timeline timeline =
        make_timeline({{microseconds(1), Kind::kFault, "brownout", {{"what", "armed"}}},
                       {microseconds(3), Kind::kFault, "brownout", {{"what", "fired"}}},
                       {microseconds(4), Kind::kFault, "brownout", {{"what", "note"}, {"text", "power off"}}},
                       {microseconds(8), Kind::kFault, "brownout", {{"what", "ended"}}}});
    ASSERT_EQ(timeline.faults.size(), 1U);
    EXPECT_EQ(timeline.faults[0].name, "brownout");
    EXPECT_EQ(timeline.faults[0].begin, microseconds(3));
    EXPECT_EQ(timeline.faults[0].end, microseconds(8));
    ASSERT_EQ(timeline.marks.size(), 4U);
    EXPECT_EQ(timeline.marks[0].text, "brownout armed");
    EXPECT_EQ(timeline.marks[2].lane, "fault");
    EXPECT_EQ(timeline.marks[2].text, "brownout: power off");
}

TEST(Timeline, AFaultThatLastsToTheEndOfTheRunIsFine) {
    const Timeline timeline = make_timeline({{microseconds(1), Kind::kFault, "wedge", {{"what", "fired"}}},
                                             {microseconds(9), Kind::kNote, "x", {}}});
    EXPECT_EQ(timeline.faults[0].end, microseconds(9));
    EXPECT_TRUE(timeline.faults[0].ok);
}

TEST(Timeline, AFaultThatFailedSaysWhy) {
    const Timeline timeline = make_timeline(
        {{microseconds(1), Kind::kFault, "wedge", {{"what", "fired"}}},
         {microseconds(2), Kind::kFault, "wedge", {{"what", "failed"}, {"text", "no such UDC"}}}});
    EXPECT_FALSE(timeline.faults[0].ok);
    EXPECT_EQ(timeline.faults[0].reason, "no such UDC");
}

}  // namespace
}  // namespace tetherlab::report
