// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/yaml.hpp"
#include "gadget/fault/testing/fake_stage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::fault {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using What = LanFault::What;

// Keeps what the LAN was made to do.
class LanStage : public testing::FakeStage {
public:
    LanStage() : FakeStage(600s) {}

    Hold lan(const LanFault& wanted) override {
        fault = wanted;
        return FakeStage::lan(wanted);
    }

    LanFault fault;
};

LanFault fault_of(const std::string& order) {
    LanStage stage;
    stage.run(order);
    return stage.fault;
}

auto refuses(const std::string& order) {
    return [order] { parse_order(base::YamlNode::parse(order, "order.yaml")); };
}

TEST(RadioLoss, LastsAsLongAsItSays) {
    LanStage stage;
    stage.run("{fault: radio-loss, with: {for: 20 s}}");
    EXPECT_EQ(stage.fault.what, What::kRadioLoss);
    EXPECT_THAT(stage.done, ElementsAre("0 lan 9", "0 note: radio lost", "20000 lan healed",
                                        "20000 note: over", "20000 done"));
}

TEST(Captive, LastsUntilItIsEnded) {
    LanStage stage;
    stage.run("{fault: captive}");
    EXPECT_EQ(stage.fault.what, What::kCaptive);
    EXPECT_THAT(stage.done,
                ElementsAre("0 lan 8", "0 note: captive portal up", "600000 lan healed", "600000 cancelled"));
}

TEST(Dhcp, HasAModeForEachWayToFail) {
    EXPECT_EQ(fault_of("{fault: dhcp}").what, What::kDhcpSilent);
    EXPECT_EQ(fault_of("{fault: dhcp, with: {mode: nak}}").what, What::kDhcpNak);
    EXPECT_EQ(fault_of("{fault: dhcp, with: {mode: slow, delay: 7 s}}").delay, 7s);
    EXPECT_EQ(fault_of("{fault: dhcp, with: {mode: short-lease, lease: 180 s}}").seconds, 180);
}

TEST(Dhcp, GivesShortLeasesInTheWrongSubnet) {
    const LanFault fault = fault_of("{fault: dhcp, with: {mode: wrong-subnet, subnet: 10.9.8.0/24}}");
    EXPECT_EQ(fault.what, What::kWrongSubnet);
    EXPECT_EQ(fault.text, "10.9.8.0/24");
    EXPECT_EQ(fault.seconds, 120);
}

TEST(Dhcp, RefusesLeasesOfLessThanTwoMinutes) {
    EXPECT_THAT(refuses("{fault: dhcp, with: {mode: short-lease, lease: 60 s}}"),
                ThrowsMessage<base::ConfigError>(HasSubstr("expected 'lease' from ")));
}

TEST(Dhcp, RefusesWhatIsNoSubnet) {
    EXPECT_THAT(refuses("{fault: dhcp, with: {subnet: 10.9.8.1/24}}"),
                ThrowsMessage<base::ConfigError>(HasSubstr(
                    "expected 'subnet' to be an IPv4 network such as 192.168.77.0/24, got '10.9.8.1/24'")));
}

TEST(Dns, HasAModeForEachWayToFail) {
    EXPECT_EQ(fault_of("{fault: dns}").what, What::kDnsSilent);
    EXPECT_EQ(fault_of("{fault: dns, with: {mode: failure}}").what, What::kDnsFailure);
    EXPECT_EQ(fault_of("{fault: dns, with: {mode: hijack}}").what, What::kDnsHijack);
}

TEST(MtuBlackHole, TakesItsLength) {
    const LanFault fault = fault_of("{fault: mtu-blackhole, with: {bytes: 1280}}");
    EXPECT_EQ(fault.what, What::kMtuBlackHole);
    EXPECT_EQ(fault.bytes, 1280);
}

TEST(Ttl, TakesItsRate) {
    const LanFault fault = fault_of("{fault: ttl, with: {rate: 250 kbit/s}}");
    EXPECT_EQ(fault.what, What::kTtlThrottle);
    EXPECT_EQ(fault.rate, 250e3);
}

TEST(Shape, SaysWhatItDoes) {
    LanStage stage;
    stage.run("{fault: shape, with: {rate: 2 Mbit/s, delay: 80 ms, jitter: 20 ms, loss: 1.5, for: 1 s}}");
    EXPECT_EQ(stage.fault.what, What::kShape);
    EXPECT_EQ(stage.fault.jitter, 20ms);
    EXPECT_EQ(stage.done.at(1), "0 note: 2 Mbit/s, 80 ms ± 20 ms late, 1.5 % lost");
}

TEST(Shape, RefusesMoreJitterThanDelay) {
    EXPECT_THAT(refuses("{fault: shape, with: {delay: 10 ms, jitter: 20 ms}}"),
                ThrowsMessage<base::ConfigError>(
                    HasSubstr("expected 'jitter' of at most 'delay' (10 ms), got 20 ms")));
}

TEST(Shape, RefusesARateAtWhichNothingMoves) {
    EXPECT_THAT(
        refuses("{fault: shape, with: {rate: 1 kbit/s}}"),
        ThrowsMessage<base::ConfigError>(HasSubstr("expected 'rate' 0 or from 8 kbit/s, got 1 kbit/s")));
}

TEST(Ra, IsGoneOrLost) {
    EXPECT_EQ(fault_of("{fault: ra}").what, What::kNoRa);
    const LanFault lost = fault_of("{fault: ra, with: {mode: lost, loss: 30}}");
    EXPECT_EQ(lost.what, What::kLostRa);
    EXPECT_EQ(lost.loss, 30);
}

}  // namespace
}  // namespace tetherlab::fault
