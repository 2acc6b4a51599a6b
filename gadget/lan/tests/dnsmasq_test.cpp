// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/dnsmasq.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::lan {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

profile::Lan d53() {
    profile::Lan lan;
    lan.ipv6_prefix = "2001:db8:53::/64";
    return lan;
}

TEST(Dnsmasq, ServesAddressesNamesAndRouterAdvertisements) {
    EXPECT_THAT(
        dnsmasq_command(d53(), "br-lan"),
        ElementsAre("dnsmasq", "--conf-file=/dev/null", "--user=dnsmasq", "--pid-file", "--interface=br-lan",
                    "--bind-dynamic", "--no-hosts", "--no-resolv", "--no-ping", "--dhcp-authoritative",
                    "--leasefile-ro", "--dhcp-range=192.168.1.100,192.168.1.199,3600s",
                    "--host-record=web.internet.example,198.18.0.80,2001:2:0:64::80", "--enable-ra",
                    "--dhcp-range=2001:db8:53::,ra-only,64,3600s"));
}

TEST(Dnsmasq, AdvertisesNothingWithoutAPrefix) {
    EXPECT_THAT(dnsmasq_command(profile::Lan{}, "br-lan"), Not(Contains(HasSubstr("ra-only"))));
}

TEST(Gateway6, IsTheFirstAddressInThePrefix) {
    EXPECT_EQ(gateway6(d53()), "2001:db8:53::1");
    EXPECT_EQ(gateway6(profile::Lan{}), std::nullopt);
}

}  // namespace
}  // namespace tetherlab::lan
