// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/schedule.hpp"

#include <gtest/gtest.h>

namespace tetherlab::cli {
namespace {

using Line = std::optional<std::size_t>;

constexpr Line kNone;

TEST(Schedule, GivesEachBenchTheNextLine) {
    Schedule schedule(3, 2);
    EXPECT_EQ(schedule.take(0), Line(0));
    EXPECT_EQ(schedule.take(1), Line(1));
    schedule.put(1, Ended::kJudged, false);
    EXPECT_EQ(schedule.take(1), Line(2));
    schedule.put(0, Ended::kJudged, false);
    EXPECT_EQ(schedule.take(0), kNone);
    EXPECT_FALSE(schedule.over());
    schedule.put(1, Ended::kJudged, false);
    EXPECT_TRUE(schedule.over());
}

TEST(Schedule, RunsALineAgainBeforeTheNextOne) {
    Schedule schedule(2, 1);
    schedule.take(0);
    schedule.put(0, Ended::kJudged, true);
    EXPECT_EQ(schedule.take(0), Line(0));
    schedule.put(0, Ended::kJudged, false);
    EXPECT_EQ(schedule.take(0), Line(1));
}

TEST(Schedule, LeavesALineThatABenchBrokeToAnotherOne) {
    Schedule schedule(2, 2);
    schedule.take(0);
    schedule.take(1);
    schedule.put(0, Ended::kBroke, true);
    EXPECT_EQ(schedule.take(0), kNone);
    schedule.put(1, Ended::kJudged, false);
    EXPECT_EQ(schedule.take(0), kNone);
    EXPECT_EQ(schedule.take(1), Line(0));
}

TEST(Schedule, LetsABenchTryAgainWhatAllOfThemBroke) {
    Schedule schedule(1, 2);
    schedule.take(0);
    schedule.put(0, Ended::kBroke, true);
    schedule.take(1);
    schedule.put(1, Ended::kBroke, true);
    EXPECT_EQ(schedule.take(0), Line(0));
}

TEST(Schedule, TakesABenchOutThatBreaksOneLineAfterAnother) {
    Schedule schedule(4, 2);
    schedule.take(1);  // line 0, which goes on
    for (std::size_t line = 1; line <= Schedule::kBreaks; ++line) {
        EXPECT_FALSE(schedule.is_out(0));
        ASSERT_EQ(schedule.take(0), Line(line));
        schedule.put(0, Ended::kBroke, true);
    }
    EXPECT_TRUE(schedule.is_out(0));
    EXPECT_EQ(schedule.take(0), kNone);
    schedule.put(1, Ended::kJudged, false);
    EXPECT_EQ(schedule.take(1), Line(1));
}

TEST(Schedule, ForgivesBreaksWhenARunIsJudged) {
    Schedule schedule(5, 2);
    schedule.take(1);
    for (const Ended ended : {Ended::kBroke, Ended::kBroke, Ended::kJudged, Ended::kBroke}) {
        schedule.take(0);
        schedule.put(0, ended, true);
    }
    EXPECT_FALSE(schedule.is_out(0));
}

TEST(Schedule, TakesABenchOutAtOnceThatCannotBeMade) {
    Schedule schedule(1, 2);
    schedule.take(0);
    schedule.put(0, Ended::kNotMade, true);
    EXPECT_TRUE(schedule.is_out(0));
    EXPECT_EQ(schedule.take(1), Line(0));
}

TEST(Schedule, KeepsTheLastBench) {
    Schedule schedule(1, 2);
    schedule.take(0);
    schedule.put(0, Ended::kNotMade, true);
    for (std::size_t i = 0; i < 2 * Schedule::kBreaks; ++i) {
        ASSERT_EQ(schedule.take(1), Line(0));
        schedule.put(1, Ended::kNotMade, true);
    }
    EXPECT_FALSE(schedule.is_out(1));
    EXPECT_FALSE(schedule.over());
}

}  // namespace
}  // namespace tetherlab::cli
