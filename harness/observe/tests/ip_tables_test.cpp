// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/ip_tables.hpp"

#include "gadget/base/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::observe {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Addresses, OfIproute2) {
    EXPECT_THAT(
        parse_addresses(
            "7: br-lan    inet 192.168.8.1/24 brd 192.168.8.255 scope global br-lan\\       valid_lft "
            "forever preferred_lft forever\n"
            "9: usb0    inet6 2001:db8:53::5/64 scope global dynamic noprefixroute \\       valid_lft 900sec "
            "preferred_lft 900sec\n"),
        ElementsAre(DeviceAddress{"br-lan", "192.168.8.1", 24, "global", false},
                    DeviceAddress{"usb0", "2001:db8:53::5", 64, "global", true}));
}

TEST(Addresses, OfBusybox) {
    EXPECT_THAT(
        parse_addresses("4: usb0    inet6 fe80::d:53ff:fe00:1/64 scope link flags 02 \\       valid_lft "
                        "forever preferred_lft forever\n"),
        ElementsAre(DeviceAddress{"usb0", "fe80::d:53ff:fe00:1", 64, "link", true}));
}

TEST(Addresses, OfATunnelHaveNoPrefixLength) {
    EXPECT_THAT(parse_addresses("5: ppp0    inet 10.0.0.2 peer 10.0.0.1/32 scope global ppp0\n"),
                ElementsAre(DeviceAddress{"ppp0", "10.0.0.2", 32, "global", false}));
}

TEST(Addresses, WhatIsNoneIsNamed) {
    try {
        parse_addresses("Device does not exist\n");
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_STREQ(error.what(), "read ip addr: expected an address, got 'Device does not exist'");
    }
}

TEST(Routes, OfIproute2AndBusybox) {
    EXPECT_THAT(parse_routes("default via 192.168.1.1 dev usb0 proto static src 192.168.1.103 \n"
                             "192.168.8.0/24 dev br-lan scope link  src 192.168.8.1 \n"),
                ElementsAre(Route{"default", "192.168.1.1", "usb0"}, Route{"192.168.8.0/24", "", "br-lan"}));
}

TEST(Routes, ThatLeadNowhereHaveNoDevice) {
    EXPECT_THAT(parse_routes("unreachable default dev lo  metric 1024 \n"),
                ElementsAre(Route{"default", "", ""}));
}

TEST(Routes, ThereAreNoneInAnEmptyTable) {
    EXPECT_THAT(parse_routes("\n"), IsEmpty());
}

}  // namespace
}  // namespace tetherlab::observe
