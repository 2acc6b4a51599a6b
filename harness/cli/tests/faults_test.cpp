// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/tests/program.hpp"

#include <gmock/gmock.h>

// A handful of scenarios/faults, each run as its user runs it. All of them: lab/tetherlab run
// scenarios/faults/*.yaml
namespace tetherlab::cli::testing {
namespace {

using ::testing::IsEmpty;

constexpr int kSkipped = 4;

class Faults : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string missing = missing_bench(); !missing.empty()) GTEST_SKIP() << missing;
    }

    static Finished passed(const std::string& scenario, std::vector<std::string> arguments = {}) {
        arguments.push_back("scenarios/faults/" + scenario + ".yaml");
        Finished finished = run(arguments);
        EXPECT_EQ(finished.status, 0) << finished.said;
        EXPECT_THAT(finished.failed, IsEmpty()) << finished.said;
        return finished;
    }
};

TEST_F(Faults, TheWanComesBackAfterALossOfPower) {
    const auto faults = passed("brownout").result.at("faults");
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(faults[0].at("fault"), "brownout");
    EXPECT_GT(faults[0].at("ended_us").get<int>(), faults[0].at("fired_us").get<int>());
}

TEST_F(Faults, TheRouterSaysThatItCouldNotAddressTheHotspot) {
    passed("address-failure-context");
}

TEST_F(Faults, TheRouterShowsAReplayedLogInItsOrderAndOnTime) {
    const auto steps = passed("replay-storm").result.at("steps");
    const auto& replay = steps.back().at("checks").at(0).at("replay");
    EXPECT_EQ(replay.at("events").size(), 27u);
    for (const auto& event : replay.at("events")) EXPECT_TRUE(event.at("ok").get<bool>()) << event.dump();
}

TEST_F(Faults, OnTheStockWireOneThatNeedsTheOtherIsSkippedAndNamed) {
    const Finished finished =
        run({"--bench", "lab/benches/virtual-stock.yaml", "scenarios/faults/address-failure-context.yaml"});
    EXPECT_EQ(finished.status, kSkipped) << finished.said;
    EXPECT_EQ(finished.result.at("cause"), "the bench cannot do udc.reset for fault address-failure");
}

TEST_F(Faults, TheWanComesUpWhenTheDhcpServerAnswersAtLast) {
    passed("dhcp-silent");
}

TEST_F(Faults, TwoAtOnceAreSurvived) {
    passed("two-at-once");
}

TEST_F(Faults, WhatTheBenchCannotDoIsSkippedAndNamed) {
    const Finished finished = run({"scenarios/faults/over-current.yaml"});
    EXPECT_EQ(finished.status, kSkipped) << finished.said;
    EXPECT_EQ(finished.result.at("cause"), "the bench cannot do vbus for fault over-current");
}

}  // namespace
}  // namespace tetherlab::cli::testing
