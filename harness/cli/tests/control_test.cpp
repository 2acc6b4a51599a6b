// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/tests/program.hpp"

#include <gmock/gmock.h>

// Control experiments, each two runs on the whole virtual bench.
namespace tetherlab::cli::testing {
namespace {

using ::testing::HasSubstr;

class Control : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string missing = missing_bench(); !missing.empty()) GTEST_SKIP() << missing;
    }

    // A run whose WAN fails, and whom its control finds at fault.
    static Finished compared(const std::string& control, const std::string& scenario,
                             const std::string& culprit) {
        Finished finished =
            run({"--control", control, "--bench", "harness/cli/tests/controls/bench.yaml", scenario});
        const auto& comparison = finished.result.at("comparison");
        EXPECT_EQ(finished.status, 1) << finished.said;
        EXPECT_EQ(comparison.at("culprit"), culprit) << finished.said;
        EXPECT_EQ(comparison.at("verdict"), culprit == "router" ? "pass" : "fail");
        return finished;
    }
};

TEST_F(Control, TellsThatARouterWithoutTheDriverIsAtFault) {
    const Finished finished = compared("router", "harness/cli/tests/controls/no-kmods.yaml", "router");
    EXPECT_EQ(finished.result.at("wan").at("verdict"), "fail") << finished.said;
    EXPECT_THAT(finished.said, HasSubstr("control: the router: through the control, a router with every USB "
                                         "network driver (standin-all-kmods), the same hotspot brings "
                                         "the WAN up; only the router under test shows missing-kmod\n"));
    EXPECT_TRUE(std::filesystem::exists(finished.out / "control/report.html"));
}

TEST_F(Control, TellsByAPcThatARouterWithoutTheDriverIsAtFault) {
    const Finished finished = compared("pc", "harness/cli/tests/controls/no-kmods.yaml", "router");
    EXPECT_THAT(
        finished.said,
        HasSubstr("control: the router: through the control, a Debian PC with every USB network driver, the "
                  "same hotspot brings the WAN up; only the router under test shows missing-kmod\n"));
}

TEST_F(Control, TellsByAPcThatAHotspotWhoseRndisIsSilentIsAtFault) {
    const Finished finished = compared("pc", "harness/cli/tests/controls/rndis-silent.yaml", "hotspot");
}

TEST_F(Control, TellsThatAHotspotWhoseRndisIsSilentIsAtFault) {
    const Finished finished = compared("router", "harness/cli/tests/controls/rndis-silent.yaml", "hotspot");
    EXPECT_EQ(finished.result.at("comparison").at("wan").at("diagnoses"),
              finished.result.at("wan").at("diagnoses"));
}

}  // namespace
}  // namespace tetherlab::cli::testing
