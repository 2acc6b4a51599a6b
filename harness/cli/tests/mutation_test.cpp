// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/tests/program.hpp"

#include <gmock/gmock.h>

// One fact of the bring-up is changed; the assertions about that fact turn red, and the first red one is the
// one that names it. Changed profiles and scenarios lie in mutations/.
namespace tetherlab::cli::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

constexpr int kRouterFailed = 1;

class Mutation : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string missing = missing_bench(); !missing.empty()) GTEST_SKIP() << missing;
    }
};

TEST_F(Mutation, OfTheClassTripleMakesLinuxChooseTheOtherConfiguration) {
    const Finished finished = run({"harness/cli/tests/mutations/class-triple.yaml"});
    EXPECT_EQ(finished.status, kRouterFailed) << finished.said;
    EXPECT_THAT(finished.failed, ElementsAre("configuration: 2", "driver: rndis_host")) << finished.said;
}

TEST_F(Mutation, OfTheConfigurationOrderMakesLinuxTakeEcm) {
    const Finished finished = run({"harness/cli/tests/mutations/configuration-order.yaml"});
    EXPECT_EQ(finished.status, kRouterFailed) << finished.said;
    EXPECT_THAT(finished.failed, ElementsAre("configuration: 2", "driver: rndis_host")) << finished.said;
}

TEST_F(Mutation, OfTheImageWithoutTheKmodLeavesNoDriver) {
    const Finished finished = run({"harness/cli/tests/mutations/removed-kmod.yaml"});
    EXPECT_EQ(finished.status, kRouterFailed) << finished.said;
    EXPECT_THAT(finished.failed, ElementsAre("driver: rndis_host", "netdev: usb0")) << finished.said;
}

TEST_F(Mutation, OfTheSubnetLeavesTheClientWithoutTheWeb) {
    const Finished finished = run({"harness/cli/tests/mutations/subnet.yaml"});
    EXPECT_EQ(finished.status, kRouterFailed) << finished.said;
    EXPECT_THAT(finished.failed, Contains("http: client")) << finished.said;
    EXPECT_THAT(finished.failed, ::testing::Not(Contains("driver: rndis_host"))) << finished.said;
}

}  // namespace
}  // namespace tetherlab::cli::testing
