// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/dnsmasq.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::lan {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

profile::Lan d53() {
    profile::Lan lan;
    lan.ipv6_prefix = "2001:db8:53::/64";
    return lan;
}

TEST(Dnsmasq, ServesAddressesNamesAndRouterAdvertisements) {
    EXPECT_THAT(dnsmasq_command(d53(), "br-lan", "/f"),
                ElementsAre("dnsmasq", "--conf-file=/dev/null", "--user=dnsmasq", "--pid-file=/f/pid",
                            "--interface=br-lan", "--bind-dynamic", "--no-hosts", "--no-resolv", "--no-ping",
                            "--dhcp-authoritative", "--dhcp-range=192.168.1.100,192.168.1.199,3600s",
                            "--dhcp-leasefile=/f/leases",
                            "--host-record=web.internet.example,198.18.0.80,2001:2:0:64::80", "--enable-ra",
                            "--ra-param=br-lan,30,1800", "--dhcp-range=2001:db8:53::,ra-only,64,3600s"));
}

TEST(Dnsmasq, AdvertisesNothingWithoutAPrefix) {
    EXPECT_THAT(dnsmasq_command(profile::Lan{}, "br-lan", "/f"), Not(Contains(HasSubstr("ra-only"))));
}

TEST(Dnsmasq, GivesShortLeases) {
    const base::Argv command = dnsmasq_command(d53(), "br-lan", "/f", {.lease_seconds = 120});
    EXPECT_THAT(command, Contains("--dhcp-range=192.168.1.100,192.168.1.199,120s"));
    EXPECT_THAT(command, Contains("--dhcp-range=2001:db8:53::,ra-only,64,3600s"));
}

TEST(Dnsmasq, GivesLeasesInAnotherSubnetAndKeepsThemForItself) {
    const base::Argv command = dnsmasq_command(d53(), "br-lan", "/f", {.subnet = "192.168.77.0/24"});
    EXPECT_THAT(command, Contains("--dhcp-range=192.168.77.100,192.168.77.199,255.255.255.0,3600s"));
    EXPECT_THAT(command, Contains("--shared-network=br-lan,192.168.77.1"));
    EXPECT_THAT(command, Contains("--dhcp-option=option:router,192.168.77.1"));
    EXPECT_THAT(command, Contains("--leasefile-ro"));
    EXPECT_THAT(command, Not(Contains(HasSubstr("192.168.1.100"))));
}

TEST(Dnsmasq, RefusesLeases) {
    EXPECT_THAT(dnsmasq_command(d53(), "br-lan", "/f", {.refuse_leases = true}),
                IsSupersetOf({"--dhcp-lease-max=0", "--leasefile-ro"}));
}

TEST(Dnsmasq, RefusesNamesByKnowingNone) {
    EXPECT_THAT(dnsmasq_command(d53(), "br-lan", "/f", {.refuse_names = true}),
                Not(Contains(HasSubstr("--host-record"))));
}

TEST(Dnsmasq, HijacksNamesRatherThanRefusingThem) {
    EXPECT_THAT(dnsmasq_command(d53(), "br-lan", "/f", {.refuse_names = true, .hijack_names = true}),
                IsSupersetOf({"--address=/#/192.168.1.1", "--address=/#/2001:db8:53::1"}));
}

TEST(Gateway6, IsTheFirstAddressInThePrefix) {
    EXPECT_EQ(gateway6(d53()), "2001:db8:53::1");
    EXPECT_EQ(gateway6(profile::Lan{}), std::nullopt);
}

}  // namespace
}  // namespace tetherlab::lan
