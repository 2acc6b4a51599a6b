// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/testing/fake_stage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::fault {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::FakeStage;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Brownout, ComesBackWhenItsTimeHasPassed) {
    FakeStage stage(60s);
    stage.run("{fault: brownout, with: {off: 3 s}}");
    EXPECT_THAT(stage.done, ElementsAre("0 power off", "0 note: power lost", "3000 power on",
                                        "3000 note: back", "3000 done"));
}

TEST(Brownout, ComesAgainAtEvenDistances) {
    FakeStage stage(60s);
    stage.run("{fault: brownout, with: {off: 1 s, every: 10 s, count: 3}}");
    EXPECT_THAT(stage.done, Contains("10000 power off"));
    EXPECT_THAT(stage.done, Contains("20000 power off"));
    EXPECT_EQ(stage.done.back(), "21000 done");
}

TEST(Brownout, GoesOnUntilItIsEndedAndLeavesThePowerOn) {
    FakeStage stage(65s);
    stage.run("{fault: brownout, with: {off: 2 s, every: 5 s, jitter: 2 s, count: 0}}");
    EXPECT_GE(stage.done.size(), 4U * 8);
    EXPECT_EQ(stage.done.back(), "65000 cancelled");
}

TEST(Brownout, IsTheSameAgainWithTheSameSeed) {
    const std::string order = "{fault: brownout, with: {off: 1 s, every: 5 s, spacing: random, count: 9}}";
    FakeStage first(600s);
    FakeStage second(600s);
    first.run(order);
    second.run(order);
    EXPECT_EQ(first.done, second.done);
    EXPECT_EQ(first.done.size(), 4U * 9 + 1);
}

TEST(Power, BreaksDownUnderUploadWithoutABattery) {
    FakeStage stage(60s);
    stage.sent_mbit_s = [](base::Milliseconds now) { return now < 5s ? 0.0 : 20.0; };
    stage.run("{fault: power, with: {battery: no, boot: 8 s}}");
    EXPECT_THAT(stage.done, Contains(HasSubstr("note: power lost at")));
    EXPECT_THAT(stage.done.at(0), ::testing::AnyOf("5050 power off", "5100 power off", "5150 power off"));
    EXPECT_THAT(stage.done, Contains("13100 power on"));
}

TEST(Power, HoldsWhileIdle) {
    FakeStage stage(3600s);
    stage.sent_mbit_s = [](base::Milliseconds) { return 0.5; };
    stage.run("{fault: power, with: {battery: no}}");
    EXPECT_THAT(stage.done, ElementsAre("3600000 cancelled"));
}

TEST(Power, HoldsWithABattery) {
    FakeStage stage(600s);
    stage.sent_mbit_s = [](base::Milliseconds) { return 100.0; };
    stage.run("{fault: power, with: {battery: yes}}");
    EXPECT_THAT(stage.done, ElementsAre("600000 cancelled"));
}

TEST(SlowBoot, IsOnTheBusThatLongAfterThePlug) {
    FakeStage stage(60s);
    stage.plug_at = 4s;
    stage.run("{fault: slow-boot, with: {boot: 20 s}}");
    EXPECT_THAT(stage.done, ElementsAre("0 detached", "4000 note: boots", "24000 attached",
                                        "24000 note: on the bus", "24000 done"));
}

TEST(Wedge, IsClearedByAPowerOffOnly) {
    FakeStage stage(60s);
    stage.power_off = {10s, 13s};
    stage.run("{fault: wedge, with: {clear: 2 s, every: 8 s, gap: 500 ms}}");
    EXPECT_THAT(stage.done,
                ElementsAre("0 request 128/6 value 0/0 times 0 stall", "0 detached", "0 note: soft reconnect",
                            "500 attached", "8500 detached", "8500 note: soft reconnect", "9000 attached",
                            "12000 own answers", "12000 note: cleared by a power-off", "12000 done"));
}

TEST(Wedge, OutlivesAShorterPowerOff) {
    FakeStage stage(60s);
    stage.power_off = {10s, 11s};
    stage.run("{fault: wedge, with: {clear: 2 s}}");
    EXPECT_THAT(stage.done, Not(Contains(HasSubstr("cleared"))));
}

TEST(AddressFailure, LeavesInTheWindowAfterTheFirstResetAtStageContext) {
    FakeStage stage(60s);
    stage.resets = {100ms, 400ms, 2000ms, 2300ms};
    stage.run("{fault: address-failure, with: {stage: context, times: 2, window: 90 ms, off: 1 s}}");
    EXPECT_THAT(stage.done, ElementsAre("190 detached", "190 note: detached 90 ms after reset 1, 0 us late",
                                        "1190 attached", "2090 detached",
                                        "2090 note: detached 90 ms after reset 1, 0 us late", "3090 attached",
                                        "3090 note: enumerates from now on", "3090 done"));
}

TEST(AddressFailure, LeavesInTheWindowAfterTheSecondResetAtStageAddress) {
    FakeStage stage(60s);
    stage.resets = {100ms, 400ms};
    stage.run("{fault: address-failure, with: {stage: address, window: 90 ms}}");
    EXPECT_EQ(stage.done.at(0), "490 detached");
}

TEST(Replay, LeavesAndComesSoMuchSoonerThanTheRouterSaysSo) {
    FakeStage stage(60s);
    stage.run("{fault: replay, with: {timeline: '0 disconnect, 1.8 connect, 5.8 disconnect', lead: 300 ms}}");
    EXPECT_THAT(stage.done, ElementsAre("0 detached", "0 note: left", "1500 attached", "1500 note: came",
                                        "5800 detached", "5800 note: left", "5800 attached", "5800 done"));
}

TEST(Replay, OfATimelineThatBeginsWithAConnectKeepsTheHotspotAwayUntilThen) {
    FakeStage stage(60s);
    stage.plug_at = 4s;
    stage.run("{fault: replay, with: {timeline: '0 connect, 5 disconnect', lead: 300 ms}}");
    EXPECT_THAT(stage.done, ElementsAre("0 detached", "4000 attached", "4000 note: came", "9300 detached",
                                        "9300 note: left", "9300 attached", "9300 done"));
}

TEST(Replay, LeavesInTheWindowOfTheFailure) {
    FakeStage stage(60s);
    stage.resets = {1700ms, 3700ms, 4000ms};
    stage.run(
        "{fault: replay, with: {lead: 300 ms, timeline: '0 disconnect, 1.8 connect, 1.81 context-failed, "
        "1.82 enable-failed, 3.8 connect, 3.93 address-failed, 4.13 address-failed, 4.33 address-refused, "
        "6 connect'}}");
    EXPECT_THAT(stage.done,
                ElementsAre("0 detached", "0 note: left", "1500 attached", "1500 note: came", "1800 detached",
                            "1800 note: left 100 ms after reset 1", "3500 attached", "3500 note: came",
                            "4100 detached", "4100 note: left 100 ms after reset 2", "5700 attached",
                            "5700 note: came", "5700 done"));
}

// The router tries again 530 ms after the second reset, at 2530 ms. Its look at 320 ms is to see the hotspot,
// and that at 800 ms of the reset that follows; 250 ms after that it says "new device".
TEST(Replay, ComesAndGoesWithTheLooksOfARouterThatTriesAgain) {
    FakeStage stage(60s);
    stage.resets = {1700ms, 2000ms, 2850ms};
    stage.run(
        "{fault: replay, with: {lead: 300 ms, timeline: '0 disconnect, 1.8 connect, 2.1 address-failed, "
        "2.3 address-failed, 2.5 address-refused, 3.9 retry'}}");
    EXPECT_THAT(stage.done, ::testing::IsSupersetOf(
                                {"2100 detached", "2750 attached", "2850 detached", "3550 attached"}));
    EXPECT_EQ(stage.done.back(), "3550 done");
}

TEST(Replay, AnswersLateWhereTheRouterGotToTheAddressLate) {
    FakeStage stage(60s);
    stage.resets = {1700ms, 2300ms};
    stage.run(
        "{fault: replay, with: {lead: 300 ms, timeline: '0 disconnect, 1.8 connect, 2.44 address-failed, "
        "2.64 address-failed, 2.84 address-refused'}}");
    EXPECT_THAT(stage.done, Contains("0 request 128/6 value 256/65280 times 1 delay"));
    EXPECT_THAT(stage.done, Contains("2400 own answers"));
}

TEST(Replay, RefusesATimelineThatCannotBePlayed) {
    EXPECT_THAT([] { FakeStage(1s).run("{fault: replay, with: {timeline: '0 disconnect, 1 disconnect'}}"); },
                ::testing::ThrowsMessage<base::ConfigError>(
                    HasSubstr("event 2: expected connect after disconnect, got disconnect")));
}

TEST(Replay, RefusesACompressionThatLeavesNoTime) {
    EXPECT_THAT(
        [] {
            FakeStage(1s).run(
                "{fault: replay, with: {timeline: '0 disconnect, 20 connect', quiet: 10 s, compress: 100}}");
        },
        ::testing::ThrowsMessage<base::ConfigError>(
            HasSubstr("compressed, event 2: expected connect at least 400 ms after disconnect, got 200 ms")));
}

TEST(DescriptorFailure, TakesTheReadsOfThatDescriptor) {
    FakeStage stage(60s);
    stage.run("{fault: descriptor-failure, with: {which: config, how: stall, times: 2}}");
    EXPECT_THAT(stage.done, ElementsAre("0 request 128/6 value 512/65280 times 2 stall", "60000 own answers",
                                        "60000 cancelled"));
}

TEST(NeverEnumerates, RefusesEveryReadOfTheDeviceDescriptor) {
    FakeStage stage(60s);
    stage.run("{fault: never-enumerates, with: {for: 20 s}}");
    EXPECT_THAT(stage.done, ElementsAre("0 request 128/6 value 256/65280 times 0 stall", "20000 own answers",
                                        "20000 done"));
}

TEST(RndisSilent, TakesTheRndisMessages) {
    FakeStage stage(60s);
    stage.run("{fault: rndis-silent, with: {for: 20 s}}");
    EXPECT_EQ(stage.done.at(0), "0 request 33/0 value 0/0 times 0 silence");
}

TEST(ControlStall, TakesTheRequestsItIsTold) {
    FakeStage stage(60s);
    stage.run("{fault: control-stall, with: {type: 0x01, request: 0x0b, how: delay, delay: 2 s, for: 1 s}}");
    EXPECT_EQ(stage.done.at(0), "0 request 1/11 value 0/0 times 0 delay");
}

TEST(DataStall, ComesAgainAndAgain) {
    FakeStage stage(1s);
    stage.run("{fault: data-stall, with: {for: 50 ms, every: 200 ms, count: 2}}");
    EXPECT_THAT(stage.done, ElementsAre("0 data stalled", "0 note: data stalled", "50 data flows",
                                        "50 note: data flows", "200 data stalled", "200 note: data stalled",
                                        "250 data flows", "250 note: data flows", "250 done"));
}

TEST(DataStall, LastsForEver) {
    FakeStage stage(60s);
    stage.run("{fault: data-stall, with: {for: 0 s}}");
    EXPECT_THAT(stage.done, ElementsAre("0 data stalled", "60000 data flows", "60000 cancelled"));
}

profile::Profile two_configurations() {
    profile::Profile profile;
    profile.product_id = 0x2028;
    profile.mac.host = "02:0d:53:00:00:01";
    profile.configurations.resize(2);
    profile.configurations[0].function.kind = profile::FunctionKind::kRndis;
    profile.configurations[1].function.kind = profile::FunctionKind::kEcm;
    return profile;
}

profile::Profile shaped(const FakeStage& stage, const Life& life) {
    profile::Profile profile = two_configurations();
    stage.shape(profile, life);
    return profile;
}

TEST(TetherOff, ShowsAnIdentityWithoutADriverAndThenItsOwn) {
    FakeStage stage(60s);
    stage.plug_at = 2s;
    stage.run("{fault: tether-off, with: {for: 5 s, switch: 300 ms}}");
    EXPECT_THAT(stage.done, ElementsAre("0 detached", "0 other identity", "300 attached",
                                        "2000 note: charge only", "7000 detached", "7000 own identity",
                                        "7300 attached", "7300 note: tethers", "7300 done"));
    const profile::Profile charge_only = shaped(stage, {});
    EXPECT_EQ(charge_only.product_id, 0x2029);
    EXPECT_EQ(charge_only.configurations.size(), 1U);
    EXPECT_EQ(charge_only.configurations[0].function.control, (profile::ClassTriple{0xff, 0xff, 0xff}));
}

TEST(Mac, SetsTheScopeOfTheProfilesOwn) {
    FakeStage stage(1s);
    stage.run("{fault: mac, with: {scope: universal}}");
    EXPECT_EQ(shaped(stage, {}).mac.host, "00:0d:53:00:00:01");
}

TEST(Mac, IsTheOneSaid) {
    FakeStage stage(1s);
    stage.run("{fault: mac, with: {address: '02:11:22:33:44:55'}}");
    EXPECT_EQ(shaped(stage, {}).mac.host, "02:11:22:33:44:55");
}

TEST(Mac, ChangesWithEachLifeOfItsPolicy) {
    FakeStage stage(1s);
    stage.run("{fault: mac, with: {policy: boot, scope: local}}");
    const std::string first = shaped(stage, {.boots = 1, .attachments = 1}).mac.host;
    EXPECT_EQ(shaped(stage, {.boots = 1, .attachments = 2}).mac.host, first);
    EXPECT_NE(shaped(stage, {.boots = 2, .attachments = 3}).mac.host, first);
}

TEST(Mac, RefusesAnAddressThatIsNone) {
    EXPECT_THAT([] { FakeStage(1s).run("{fault: mac, with: {address: '01:11:22:33:44:55'}}"); },
                ::testing::ThrowsMessage<base::ConfigError>(
                    HasSubstr("expected a station's MAC address in lower case such as 02:0d:53:00:00:01, got "
                              "'01:11:22:33:44:55'")));
}

TEST(ConfigOrder, PutsThatFunctionFirst) {
    FakeStage stage(1s);
    stage.run("{fault: config-order, with: {first: ecm}}");
    EXPECT_EQ(shaped(stage, {}).configurations[0].function.kind, profile::FunctionKind::kEcm);
    EXPECT_EQ(shaped(stage, {}).configurations[1].function.kind, profile::FunctionKind::kRndis);
}

}  // namespace
}  // namespace tetherlab::fault
