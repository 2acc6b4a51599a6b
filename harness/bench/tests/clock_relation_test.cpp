// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/clock_relation.hpp"

#include <gtest/gtest.h>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;

TEST(ClockRelation, IsBetweenWhatWasAskedForAndWhatWasHeard) {
    ClockRelation clocks;
    clocks.asked(10'000us, 510'900us);  // 500 ms ahead of the run's, if it took 900 us
    clocks.heard(12'100us, 511'000us);  // … if this took 1.1 ms
    EXPECT_EQ(clocks.to_run(512'000us), 12'100us);
    EXPECT_EQ(clocks.uncertainty(), 1'000us);
}

TEST(ClockRelation, KeepsTheNarrowestBounds) {
    ClockRelation clocks;
    clocks.asked(10'000us, 519'000us);
    clocks.asked(20'000us, 520'100us);
    clocks.heard(20'900us, 520'800us);
    clocks.heard(80'000us, 570'000us);
    EXPECT_EQ(clocks.uncertainty(), 100us);
    EXPECT_EQ(clocks.to_run(520'000us), 20'000us);
}

TEST(ClockRelation, HoldsForAClockBehindTheRuns) {
    ClockRelation clocks;
    clocks.asked(900'000us, 100'500us);
    clocks.heard(901'500us, 101'000us);
    EXPECT_EQ(clocks.to_run(200'000us), 1'000'000us);
}

}  // namespace
}  // namespace tetherlab::bench
