// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/tests/program.hpp"

#include <gmock/gmock.h>

// That the measure works, not what it finds: how exact faults are depends on what else the machine does.
namespace tetherlab::cli::testing {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::Ge;
using ::testing::Le;

constexpr int kTrials = 3;

void expect_plausible(const nlohmann::json& spread) {
    EXPECT_EQ(spread.at("trials"), kTrials);
    EXPECT_GE(spread.at("p50_ms").get<double>(), 0);
    EXPECT_GE(spread.at("p99_ms").get<double>(), spread.at("p50_ms").get<double>());
}

TEST(BenchFaults, CountsTrialsAndHits) {
    if (const std::string missing = missing_bench(); !missing.empty()) GTEST_SKIP() << missing;
    const base::Output output =
        run_program({"bench-faults", "--loaded", "--json", "--trials", std::to_string(kTrials)});
    ASSERT_THAT(output.status.code, AnyOf(0, 1)) << output.err;

    const auto figures = nlohmann::json::parse(output.out);
    EXPECT_EQ(figures.at("loaded"), true);
    EXPECT_EQ(figures.at("goals_met"), output.status.success());
    expect_plausible(figures.at("fired"));
    expect_plausible(figures.at("seen"));
    EXPECT_GT(figures.at("seen").at("p50_ms").get<double>(), figures.at("fired").at("p50_ms").get<double>());
    for (const char* stage : {"context", "address"}) {
        const auto& window = figures.at("hits").at(stage);
        EXPECT_EQ(window.at("trials"), kTrials);
        EXPECT_THAT(window.at("hits").get<int>(), AllOf(Ge(1), Le(kTrials))) << output.err;
        expect_plausible(window.at("late"));
    }
}

}  // namespace
}  // namespace tetherlab::cli::testing
