// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/misbehaviour.hpp"

#include <gtest/gtest.h>

namespace tetherlab::lan {
namespace {

using What = fault::LanFault::What;
using namespace std::chrono_literals;

TEST(Misbehaviour, IsNoneWithoutFaults) {
    EXPECT_EQ(sum_of({}), Misbehaviour{});
}

TEST(Misbehaviour, IsTheSumOfDifferentFaults) {
    const Misbehaviour sum = sum_of({{.what = What::kDhcpSilent}, {.what = What::kRadioLoss}});
    EXPECT_EQ(sum, (Misbehaviour{.dhcp_silent = true, .radio_lost = true}));
}

TEST(Misbehaviour, IsTheHarderOfTwoOfAKind) {
    const Misbehaviour sum =
        sum_of({{.what = What::kShape, .delay = 20ms, .rate = 5e6, .loss = 2, .seed = 7},
                {.what = What::kShape, .delay = 50ms, .jitter = 5ms, .loss = 1, .seed = 8}});
    EXPECT_EQ(sum.internet, (Way{.rate = 5e6, .delay = 50ms, .jitter = 5ms}));
    EXPECT_EQ(sum.internet_loss, (Loss{.percent = 2, .seed = 7}));
}

TEST(Misbehaviour, LetsTheLowerLimitCount) {
    const Misbehaviour sum = sum_of({{.what = What::kMtuBlackHole, .bytes = 1400},
                                     {.what = What::kMtuBlackHole, .bytes = 1280},
                                     {.what = What::kShortLease, .seconds = 120},
                                     {.what = What::kShortLease, .seconds = 600},
                                     {.what = What::kTtlThrottle, .rate = 1e6},
                                     {.what = What::kTtlThrottle, .rate = 2e6}});
    EXPECT_EQ(sum.longest_packet, 1280);
    EXPECT_EQ(sum.server.lease_seconds, 120);
    EXPECT_EQ(sum.forwarded_rate, 1e6);
}

TEST(Misbehaviour, TakesTheLaterOfTwoSubnetsAndTheShorterLease) {
    const ServerOptions server = sum_of({{.what = What::kWrongSubnet, .seconds = 120, .text = "10.0.0.0/24"},
                                         {.what = What::kWrongSubnet, .seconds = 600, .text = "10.0.1.0/24"}})
                                     .server;
    EXPECT_EQ(server.subnet, "10.0.1.0/24");
    EXPECT_EQ(server.lease_seconds, 120);
}

TEST(Misbehaviour, LosesAllAdvertisementsWhenThereAreToBeNone) {
    EXPECT_EQ(
        sum_of({{.what = What::kNoRa}, {.what = What::kLostRa, .loss = 10}}).lost_advertisements.percent,
        100);
}

}  // namespace
}  // namespace tetherlab::lan
