// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/fault_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::lan {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string rules(const Misbehaviour& wanted) {
    return fault_rules(wanted, "br-lan", "wan");
}

TEST(FaultRules, AreNoneWithoutAFault) {
    EXPECT_EQ(rules({}), "add table inet faults\ndelete table inet faults\n");
}

TEST(FaultRules, ReplaceTheWholeTable) {
    EXPECT_EQ(rules({.dhcp_silent = true}),
              "add table inet faults\n"
              "delete table inet faults\n"
              "table inet faults {\n"
              "    chain received {\n"
              "        type filter hook input priority filter\n"
              "        iifname \"br-lan\" udp dport 67 drop\n"
              "    }\n"
              "}\n");
}

TEST(FaultRules, DropLongPacketsThatAreNotForTheHotspot) {
    const std::string text = rules({.longest_packet = 1400});
    EXPECT_THAT(text, HasSubstr("iifname \"br-lan\" fib daddr type unicast meta length > 1400 drop\n"));
    EXPECT_THAT(text, HasSubstr("iifname \"wan\" meta length > 1400 drop\n"));
}

TEST(FaultRules, LoseEverythingForwardedWithTheRadio) {
    EXPECT_THAT(rules({.captive = true, .radio_lost = true, .internet = {.rate = 1e6}}),
                HasSubstr("    chain forwarded {\n"
                          "        type filter hook forward priority filter\n"
                          "        drop\n"
                          "    }\n"));
}

TEST(FaultRules, KeepTheRadioOutOfDns) {
    const std::string text = rules({.dns_silent = true, .radio_lost = true});
    EXPECT_THAT(text, HasSubstr("iifname \"br-lan\" meta l4proto { tcp, udp } th dport 53 drop\n"));
    EXPECT_THAT(rules({.radio_lost = true}), Not(HasSubstr("dport 53")));
}

TEST(FaultRules, PutForwardedConnectionsIntoTheirQueueAfterThatOfAll) {
    EXPECT_THAT(rules({.internet = {.rate = 5e6}, .forwarded_rate = 1e6}),
                HasSubstr("        meta priority set 1:3\n"
                          "        ct mark 1 meta priority set 1:4\n"));
}

TEST(FaultRules, LoseTheAdvertisementsThatTheSeedHasDrawn) {
    EXPECT_THAT(rules({.lost_advertisements = {.percent = 0.4, .seed = 7}}),
                HasSubstr("icmpv6 type nd-router-advert numgen inc mod 1000 { 15, 493, 495, 548 } drop\n"));
}

TEST(FaultRules, LoseEachDirectionsPacketsByTheirOwnCount) {
    EXPECT_THAT(rules({.internet_loss = {.percent = 0.1, .seed = 7}}),
                HasSubstr("        iifname \"br-lan\" numgen inc mod 1000 { 15 } drop\n"
                          "        oifname \"br-lan\" numgen inc mod 1000 { 15 } drop\n"));
}

TEST(FaultRules, LoseAllAdvertisements) {
    EXPECT_THAT(rules({.lost_advertisements = {.percent = 100}}),
                HasSubstr("icmpv6 type nd-router-advert drop\n"));
}

TEST(FaultRules, LetTheSlowServersAnswersWait) {
    EXPECT_THAT(rules({.dhcp_delay = base::Milliseconds(5)}),
                HasSubstr("oifname \"br-lan\" udp sport 67 meta priority set 1:2\n"));
}

TEST(FaultRules, SendHttpToThePortalAndRefuseTheRest) {
    const std::string text = rules({.captive = true});
    EXPECT_THAT(text, HasSubstr("iifname \"br-lan\" tcp dport 80 redirect to :80\n"));
    EXPECT_THAT(text, HasSubstr("meta l4proto tcp reject with tcp reset\n"));
}

}  // namespace
}  // namespace tetherlab::lan
