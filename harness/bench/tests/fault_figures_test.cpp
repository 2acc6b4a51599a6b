// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/fault_figures.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace tetherlab::bench {
namespace {

std::vector<double> one_to(int last) {
    std::vector<double> times(static_cast<std::size_t>(last));
    std::iota(times.begin(), times.end(), 1);
    return times;
}

// Of so many trials, all on time.
FaultSamples samples_of(int trials, int context_hits, int address_hits) {
    const std::vector<double> times(static_cast<std::size_t>(trials), 0.5);
    return {.fired = times,
            .seen = times,
            .clock = times,
            .context = {context_hits, times},
            .address = {address_hits, times}};
}

TEST(FaultFigures, TakePercentilesByTheNearestRank) {
    const Spread hundred = spread(one_to(100));
    EXPECT_DOUBLE_EQ(hundred.p50, 50);
    EXPECT_DOUBLE_EQ(hundred.p99, 99);
    EXPECT_EQ(hundred.trials, 100);
    const Spread three = spread({9, 1, 5});
    EXPECT_DOUBLE_EQ(three.p50, 5);
    EXPECT_DOUBLE_EQ(three.p99, 9);
}

TEST(FaultFigures, AreZeroOfNothing) {
    const Spread nothing = spread({});
    EXPECT_DOUBLE_EQ(nothing.p99, 0);
    EXPECT_EQ(nothing.trials, 0);
}

TEST(FaultFigures, MissOneInAHundredAtMost) {
    EXPECT_TRUE(meets_goals(samples_of(100, 99, 100), Machine::kAsFound));
    EXPECT_FALSE(meets_goals(samples_of(100, 98, 100), Machine::kAsFound));
    EXPECT_FALSE(meets_goals(samples_of(100, 100, 98), Machine::kAsFound));
    EXPECT_FALSE(meets_goals(samples_of(3, 2, 3), Machine::kAsFound));
}

TEST(FaultFigures, MayMissFiveInAHundredOnALoadedMachine) {
    EXPECT_TRUE(meets_goals(samples_of(100, 95, 95), Machine::kLoaded));
    EXPECT_FALSE(meets_goals(samples_of(100, 95, 94), Machine::kLoaded));
}

TEST(FaultFigures, AreTooLateWhenMoreThanOneInAHundredIs) {
    FaultSamples samples = samples_of(100, 100, 100);
    samples.fired[0] = 5.1;
    EXPECT_TRUE(meets_goals(samples, Machine::kAsFound));
    samples.fired[1] = 5.1;
    EXPECT_FALSE(meets_goals(samples, Machine::kAsFound));
}

TEST(FaultFigures, AreWrittenAsJson) {
    const FaultSamples samples{.fired = {0.25, 0.5},
                               .seen = {4, 6},
                               .clock = {0.75, 1.5},
                               .context = {2, {1, 2}},
                               .address = {1, {3, 4}}};
    EXPECT_EQ(to_json(samples, Machine::kLoaded), nlohmann::ordered_json::parse(R"({
        "loaded": true,
        "fired": {"p50_ms": 0.25, "p99_ms": 0.5, "trials": 2},
        "seen": {"p50_ms": 4.0, "p99_ms": 6.0, "trials": 2, "clock_p99_ms": 1.5},
        "hits": {
            "context": {"hits": 2, "trials": 2, "late": {"p50_ms": 1.0, "p99_ms": 2.0, "trials": 2}},
            "address": {"hits": 1, "trials": 2, "late": {"p50_ms": 3.0, "p99_ms": 4.0, "trials": 2}}},
        "goals_met": false})"));
}

}  // namespace
}  // namespace tetherlab::bench
