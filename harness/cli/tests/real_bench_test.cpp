// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/tests/program.hpp"

#include <gmock/gmock.h>

// `tetherlab run` with the bench file of a desk that is not here.
namespace tetherlab::cli::testing {
namespace {

using ::testing::HasSubstr;

constexpr auto kDesk = "lab/benches/dir-3040-pi4.yaml";
constexpr auto kScenario = "scenarios/bring-up/d53.yaml";

class RealBench : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string missing = missing_bench(); !missing.empty()) GTEST_SKIP() << missing;
    }
};

TEST_F(RealBench, WithoutItsPartsIsAnErrorOfTheRig) {
    const Finished finished = run({"--bench", kDesk, kScenario});
    EXPECT_EQ(finished.status, 3) << finished.said;
    EXPECT_EQ(finished.result.at("cause"), "use interface enx00e04c680001: there is none");
}

TEST_F(RealBench, SkipsAFaultThatItsControllerCannotDo) {
    const Finished finished = run({"--bench", kDesk, "scenarios/faults/address-failure-address.yaml"});
    EXPECT_EQ(finished.status, 4) << finished.said;
    EXPECT_EQ(finished.result.at("cause"), "the bench cannot do udc.reset for fault address-failure");
}

TEST_F(RealBench, HasNoSnapshots) {
    const Finished finished = run({"--bench", kDesk, "--start", "snapshot", kScenario});
    EXPECT_EQ(finished.status, 2);
    EXPECT_THAT(finished.said,
                HasSubstr("--start snapshot: bench dir-3040-pi4 is a real one, which boots always"));
}

TEST_F(RealBench, IsNotComparedWithAVirtualMachine) {
    const Finished finished = run({"--bench", kDesk, "--control", "pc", kScenario});
    EXPECT_EQ(finished.status, 2);
    EXPECT_THAT(
        finished.said,
        HasSubstr(
            "--control: bench dir-3040-pi4 is a real one, and the machines to compare with are virtual"));
}

}  // namespace
}  // namespace tetherlab::cli::testing
