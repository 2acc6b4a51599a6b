// SPDX-License-Identifier: Apache-2.0
#include "harness/report/bars.hpp"

#include <gtest/gtest.h>

namespace tetherlab::report {
namespace {

using event::Kind;

TEST(StepBars, NestAStepInsideTheOneAroundIt) {
    const auto bars = step_bars({{Micros(1), Kind::kStepBegin, "flash", {}},
                                 {Micros(2), Kind::kStepBegin, "upload", {}},
                                 {Micros(5), Kind::kStepEnd, "upload", {{"outcome", "ok"}}},
                                 {Micros(9), Kind::kStepEnd, "flash", {{"outcome", "ok"}}}},
                                Micros(9));
    ASSERT_EQ(bars.size(), 2U);
    EXPECT_EQ(bars[0].depth, 0);
    EXPECT_EQ(bars[1].name, "upload");
    EXPECT_EQ(bars[1].depth, 1);
    EXPECT_EQ(bars[1].end, Micros(5));
}

TEST(StepBars, AStepThatNeverEndedLastsToTheEndAndIsNotOk) {
    const auto bars = step_bars({{Micros(1), Kind::kStepBegin, "boot", {}}}, Micros(7));
    ASSERT_EQ(bars.size(), 1U);
    EXPECT_EQ(bars[0].end, Micros(7));
    EXPECT_FALSE(bars[0].ok);
    EXPECT_EQ(bars[0].reason, "did not end");
}

TEST(FaultBars, LastFromFiringToTheEndOfTheFault) {
    const auto bars = fault_bars({{Micros(1), Kind::kFault, "brownout", {{"what", "armed"}}},
                                  {Micros(3), Kind::kFault, "brownout", {{"what", "fired"}}},
                                  {Micros(8), Kind::kFault, "brownout", {{"what", "ended"}}}},
                                 Micros(9));
    ASSERT_EQ(bars.size(), 1U);
    EXPECT_EQ(bars[0].name, "brownout");
    EXPECT_EQ(bars[0].begin, Micros(3));
    EXPECT_EQ(bars[0].end, Micros(8));
}

TEST(FaultBars, AFaultThatLastsToTheEndOfTheRunIsFine) {
    const auto bars = fault_bars({{Micros(1), Kind::kFault, "wedge", {{"what", "fired"}}}}, Micros(9));
    ASSERT_EQ(bars.size(), 1U);
    EXPECT_EQ(bars[0].end, Micros(9));
    EXPECT_TRUE(bars[0].ok);
}

TEST(FaultBars, AFaultThatFailedSaysWhy) {
    const auto bars =
        fault_bars({{Micros(1), Kind::kFault, "wedge", {{"what", "fired"}}},
                    {Micros(2), Kind::kFault, "wedge", {{"what", "failed"}, {"text", "no such UDC"}}}},
                   Micros(9));
    ASSERT_EQ(bars.size(), 1U);
    EXPECT_FALSE(bars[0].ok);
    EXPECT_EQ(bars[0].reason, "no such UDC");
}

}  // namespace
}  // namespace tetherlab::report
