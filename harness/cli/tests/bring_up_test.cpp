// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "harness/cli/tests/program.hpp"

#include <gmock/gmock.h>

// The scenarios of scenarios/bring-up, each run as its user runs it, on the whole virtual bench.
namespace tetherlab::cli::testing {
namespace {

using ::testing::IsEmpty;

class BringUp : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string missing = missing_bench(); !missing.empty()) GTEST_SKIP() << missing;
    }

    static Finished passed(const std::string& scenario, std::vector<std::string> arguments = {}) {
        arguments.push_back("scenarios/bring-up/" + scenario + ".yaml");
        Finished finished = run(arguments);
        EXPECT_EQ(finished.status, 0) << finished.said;
        EXPECT_THAT(finished.failed, IsEmpty()) << finished.said;
        return finished;
    }

    static std::string captured(const std::string& device, const std::string& vendor_and_product) {
        return device_block(
            base::read_file(TETHERLAB_SOURCE_DIR "/gadget/profile/tests/data/usb-devices-" + device + ".txt"),
            vendor_and_product);
    }
};

TEST_F(BringUp, AD53LooksToTheRouterAsInTheCaptureAndBringsTheWanUp) {
    const Finished finished = passed("d53");
    EXPECT_EQ(device_block(finished.usb_devices, "Vendor=0e8d ProdID=2028"),
              captured("d53", "Vendor=0e8d ProdID=2028"));
}

TEST_F(BringUp, AT10LooksToTheRouterAsInTheCaptureAndBringsTheWanUp) {
    const Finished finished = passed("t10");
    EXPECT_EQ(device_block(finished.usb_devices, "Vendor=05c6 ProdID=9057"),
              captured("t10", "Vendor=05c6 ProdID=9057"));
}

TEST_F(BringUp, AD53BringsTheWanUpOnABenchThatDidNotBoot) {
    const Finished finished = passed("d53", {"--start", "snapshot"});
    EXPECT_EQ(finished.result.at("bench_start").at("from"), "snapshot");
    EXPECT_EQ(device_block(finished.usb_devices, "Vendor=0e8d ProdID=2028"),
              captured("d53", "Vendor=0e8d ProdID=2028"));
}

TEST_F(BringUp, WithoutTheKmodNothingBindsAndTheDiagnosisNamesIt) {
    passed("d53-no-kmods");
}

TEST_F(BringUp, WithCdcEtherAloneConfigurationOneIsTheWayOut) {
    passed("d53-ecm-workaround");
}

TEST_F(BringUp, OneSubnetOnBothSidesIsFoundAndTheWayOutWorks) {
    passed("subnet-clash");
}

}  // namespace
}  // namespace tetherlab::cli::testing
