// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/diagnosis.hpp"

#include "harness/verdict/tests/healthy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::verdict {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

observe::Facts with(void (*change)(observe::RouterFacts&)) {
    observe::Facts facts = healthy();
    change(*facts.router);
    return facts;
}

// The only diagnosis.
Diagnosis diagnosis_of(const observe::Facts& facts) {
    const std::vector<Diagnosis> found = diagnose(facts, d53());
    EXPECT_EQ(found.size(), 1U);
    return found.at(0);
}

std::vector<std::string> codes(const observe::Facts& facts) {
    std::vector<std::string> found;
    for (const Diagnosis& diagnosis : diagnose(facts, d53())) found.push_back(diagnosis.code);
    return found;
}

TEST(Diagnose, FindsNothingWrongWithAHealthyRouter) {
    EXPECT_THAT(diagnose(healthy(), d53()), IsEmpty());
}

TEST(Diagnose, FindsNothingWhileTheRouterIsUnknown) {
    EXPECT_THAT(diagnose(observe::Facts(), d53()), IsEmpty());
}

TEST(Diagnose, NamesTheMissingPackageAndTheWayAroundIt) {
    const Diagnosis diagnosis = diagnosis_of(without_rndis_kmod());
    EXPECT_EQ(diagnosis.code, "missing-kmod");
    EXPECT_EQ(
        diagnosis.sentence,
        "RNDIS configuration chosen, no driver: kmod-usb-net-rndis missing; or use configuration 1 with "
        "cdc_ether");
    EXPECT_THAT(diagnosis.evidence,
                ElementsAre("I:* If#= 0 Alt= 0 #EPs= 1 Cls=e0(wlcon) Sub=01 Prot=03 Driver=(none)"));
    EXPECT_EQ(diagnosis.advice, "install kmod-usb-net-rndis, or build an image with it");
}

// Nothing passes then, so that neither DHCP nor IPv6 is to blame.
TEST(Diagnose, BlamesALinkWithoutCarrierAndNotTheServersBehindIt) {
    const Diagnosis diagnosis = diagnosis_of(with([](observe::RouterFacts& router) {
        router.usb_netdevs[0].carrier = false;
        router.wan->ipv4.clear();
        router.addresses.clear();
    }));
    EXPECT_EQ(diagnosis.code, "no-carrier");
    EXPECT_EQ(
        diagnosis.sentence,
        "usb0 is up and has no carrier: the hotspot says that its link is off, or the router's kernel has "
        "lost that it is on");
    EXPECT_THAT(diagnosis.evidence, ElementsAre("usb0 of rndis_host: carrier 0"));
}

TEST(Diagnose, OffersNoWayAroundWithoutTheOtherDriver) {
    observe::Facts facts = without_rndis_kmod();
    std::erase(facts.router->usb_drivers, "cdc_ether");
    EXPECT_EQ(diagnosis_of(facts).sentence,
              "RNDIS configuration chosen, no driver: kmod-usb-net-rndis missing");
}

TEST(Diagnose, NamesThePackageOfTheClass) {
    observe::Facts facts = without_rndis_kmod();
    facts.router->usb[0].configurations[0].interfaces[0].triple = {0xef, 0x04, 0x01};
    EXPECT_EQ(diagnosis_of(facts).sentence.substr(0, 66),
              "RNDIS configuration chosen, no driver: kmod-usb-net-rndis missing;");
    facts.router->usb[0].configurations[0].interfaces[0].triple = {0x02, 0x06, 0x00};
    std::erase(facts.router->usb_drivers, "cdc_ether");
    std::erase(facts.router->kmods, "kmod-usb-net-cdc-ether");
    EXPECT_EQ(diagnosis_of(facts).sentence,
              "ECM configuration chosen, no driver: kmod-usb-net-cdc-ether missing");
}

TEST(Diagnose, TellsAnUnloadedPackageFromAMissingOne) {
    observe::Facts facts = without_rndis_kmod();
    facts.router->kmods.push_back("kmod-usb-net-rndis");
    const Diagnosis diagnosis = diagnosis_of(facts);
    EXPECT_EQ(diagnosis.code, "kmod-not-loaded");
    EXPECT_EQ(diagnosis.sentence,
              "RNDIS configuration chosen, no driver: kmod-usb-net-rndis is installed but rndis_host is not "
              "loaded");
}

TEST(Diagnose, TellsADriverThatFailedFromAMissingOne) {
    observe::Facts facts = without_rndis_kmod();
    facts.router->usb_drivers.push_back("rndis_host");
    facts.router->kernel_log.push_back({std::nullopt, "rndis_host 1-1:1.0: RNDIS init failed, -110"});
    const Diagnosis diagnosis = diagnosis_of(facts);
    EXPECT_EQ(diagnosis.code, "rndis-init-failed");
    EXPECT_EQ(diagnosis.sentence,
              "RNDIS configuration chosen, no driver: rndis_host is loaded but did not take the interface");
    EXPECT_THAT(diagnosis.evidence,
                ElementsAre("I:* If#= 0 Alt= 0 #EPs= 1 Cls=e0(wlcon) Sub=01 Prot=03 Driver=(none)",
                            "rndis_host 1-1:1.0: RNDIS init failed, -110"));
}

TEST(Diagnose, NamesAHotspotThatIsNotThereWithTheLog) {
    observe::Facts facts = without_rndis_kmod();
    facts.router->usb.clear();
    facts.router->kernel_log.push_back({std::nullopt, "usb 1-1: device not accepting address 6, error -22"});
    const Diagnosis diagnosis = diagnosis_of(facts);
    EXPECT_EQ(diagnosis.code, "not-enumerated");
    EXPECT_EQ(diagnosis.sentence, "Quanta D53 (0e8d:2028) is not on the router's USB bus");
    EXPECT_THAT(diagnosis.evidence, ElementsAre("usb 1-1: device not accepting address 6, error -22"));
}

TEST(Diagnose, NamesAConfigurationLinuxWouldNotTake) {
    observe::Facts facts = without_rndis_kmod();
    std::vector<observe::UsbConfiguration>& configurations = facts.router->usb[0].configurations;
    std::swap(configurations[0].active, configurations[1].active);
    configurations[1].interfaces[0].driver = "(none)";
    std::erase(facts.router->usb_drivers, "cdc_ether");
    std::erase(facts.router->kmods, "kmod-usb-net-cdc-ether");
    EXPECT_THAT(codes(facts), ElementsAre("wrong-configuration", "missing-kmod"));
    EXPECT_EQ(diagnose(facts, d53())[0].sentence,
              "configuration 1 (ECM) is active without a driver, where Linux takes configuration 2 of this "
              "hotspot");
}

TEST(Diagnose, NamesABusWithTooLittlePower) {
    observe::Facts facts = without_rndis_kmod();
    facts.router->usb[0].configurations[0].active = false;
    facts.router->kernel_log.push_back(
        {std::nullopt, "usb 1-1: rejected 2 configurations due to insufficient available bus power"});
    const Diagnosis diagnosis = diagnosis_of(facts);
    EXPECT_EQ(diagnosis.code, "wrong-configuration");
    EXPECT_EQ(diagnosis.sentence,
              "no configuration is active, where Linux takes configuration 2 of this hotspot");
    EXPECT_THAT(diagnosis.evidence,
                ElementsAre("usb 1-1: rejected 2 configurations due to insufficient available bus power"));
}

TEST(Diagnose, AWorkaroundThatWorksIsNoFault) {
    const observe::Facts facts = with([](observe::RouterFacts& router) {
        std::vector<observe::UsbConfiguration>& configurations = router.usb[0].configurations;
        std::swap(configurations[0].active, configurations[1].active);
        configurations[1].interfaces[0].driver = "cdc_ether";
        router.usb_netdevs[0].driver = "cdc_ether";
    });
    EXPECT_THAT(codes(facts), IsEmpty());
}

TEST(Diagnose, NamesBothNamesOfARenamedInterface) {
    const observe::Facts facts = with([](observe::RouterFacts& router) {
        router.usb_netdevs[0].name = "eth1";
        std::replace(router.netdevs.begin(), router.netdevs.end(), std::string("usb0"), std::string("eth1"));
        router.kernel_log.push_back({std::nullopt, "rndis_host 1-1:1.0 eth1: renamed from usb0"});
    });
    const Diagnosis diagnosis = diagnosis_of(facts);
    EXPECT_EQ(diagnosis.code, "renamed-interface");
    EXPECT_EQ(diagnosis.sentence, "wan waits for usb0, but the hotspot's interface is eth1");
    EXPECT_THAT(diagnosis.evidence,
                ElementsAre("rndis_host 1-1:1.0 usb0: register 'rndis_host' at "
                            "usb-0000:00:13.0-1, RNDIS device, 02:0d:53:00:00:01",
                            "rndis_host 1-1:1.0 eth1: renamed from usb0", "network.wan.device='usb0'"));
    EXPECT_EQ(diagnosis.advice,
              "uci set network.wan.device='eth1'; uci set network.wan6.device='eth1'; uci commit "
              "network; /etc/init.d/network restart");
}

TEST(Diagnose, NamesAWanThatWasNeverPointedAtTheHotspot) {
    const observe::Facts facts = with([](observe::RouterFacts& router) { router.wan_device = "wan"; });
    const Diagnosis diagnosis = diagnosis_of(facts);
    EXPECT_EQ(diagnosis.code, "wan-elsewhere");
    EXPECT_EQ(diagnosis.sentence, "wan uses wan, the hotspot is usb0");
}

TEST(Diagnose, NamesBothSidesOfASubnetClash) {
    const observe::Facts facts = with([](observe::RouterFacts& router) {
        router.lan->ipv4 = {{"192.168.1.8", 24}};
    });
    const Diagnosis diagnosis = diagnosis_of(facts);
    EXPECT_EQ(diagnosis.code, "subnet-clash");
    EXPECT_EQ(diagnosis.sentence,
              "the router's LAN 192.168.1.8/24 and the hotspot's network 192.168.1.0/24 overlap");
    EXPECT_THAT(diagnosis.evidence, ElementsAre("lan has 192.168.1.8/24", "wan has 192.168.1.103/24"));
    EXPECT_EQ(diagnosis.advice, "move the router's LAN out of 192.168.1.0/24");
}

TEST(Diagnose, SeesTheClashBeforeThereIsALease) {
    const observe::Facts facts = with([](observe::RouterFacts& router) {
        router.lan->ipv4 = {{"192.168.1.1", 24}};
        router.wan->up = false;
        router.wan->pending = true;
        router.wan->ipv4.clear();
    });
    EXPECT_THAT(codes(facts), ElementsAre("subnet-clash", "no-lease"));
    EXPECT_THAT(diagnose(facts, d53())[0].evidence,
                ElementsAre("lan has 192.168.1.1/24", "the hotspot is 192.168.1.1/24"));
}

TEST(Diagnose, NamesAMissingLease) {
    const observe::Facts facts = with([](observe::RouterFacts& router) {
        router.wan->up = false;
        router.wan->pending = true;
        router.wan->ipv4.clear();
    });
    const Diagnosis diagnosis = diagnosis_of(facts);
    EXPECT_EQ(diagnosis.code, "no-lease");
    EXPECT_EQ(diagnosis.sentence, "the hotspot gave no IPv4 address on usb0");
    EXPECT_THAT(diagnosis.evidence, ElementsAre("wan is pending"));
}

TEST(Diagnose, NamesAMissingIpv6Address) {
    const observe::Facts facts = with([](observe::RouterFacts& router) { router.addresses.pop_back(); });
    const Diagnosis diagnosis = diagnosis_of(facts);
    EXPECT_EQ(diagnosis.code, "no-ipv6");
    EXPECT_EQ(diagnosis.sentence, "the hotspot announces 2001:db8:53::/64, usb0 has no address in it");
    EXPECT_THAT(diagnosis.evidence, ElementsAre("usb0 has fe80::d:53ff:fe00:1/64"));
}

TEST(Diagnose, ExpectsNoIpv6OfAHotspotWithoutIt) {
    const observe::Facts facts = with([](observe::RouterFacts& router) { router.addresses.pop_back(); });
    profile::Profile hotspot = d53();
    hotspot.lan.ipv6_prefix.reset();
    EXPECT_THAT(diagnose(facts, hotspot), IsEmpty());
}

}  // namespace
}  // namespace tetherlab::verdict
