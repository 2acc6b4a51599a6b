// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/interface_status.hpp"

#include "gadget/base/error.hpp"
#include "harness/observe/board.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::observe {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(InterfaceStatus, OfAWanWithALease) {
    const InterfaceStatus wan = parse_interface_status(R"({
        "up": true, "pending": false, "available": true, "autostart": true, "dynamic": false,
        "uptime": 12, "l3_device": "usb0", "proto": "dhcp", "device": "usb0", "updated": ["addresses"],
        "metric": 0, "ipv4-address": [{"address": "192.168.1.103", "mask": 24}], "ipv6-address": [],
        "route": [{"target": "0.0.0.0", "mask": 0, "nexthop": "192.168.1.1", "source": "192.168.1.103/32"}],
        "dns-server": ["192.168.1.1"], "data": {"leasetime": 3600}})");
    EXPECT_TRUE(wan.up);
    EXPECT_EQ(wan.proto, "dhcp");
    EXPECT_EQ(wan.l3_device, "usb0");
    EXPECT_THAT(wan.ipv4, ElementsAre(InterfaceAddress{"192.168.1.103", 24}));
    EXPECT_THAT(wan.ipv6, IsEmpty());
    EXPECT_THAT(wan.dns_servers, ElementsAre("192.168.1.1"));
    EXPECT_THAT(wan.errors, IsEmpty());
}

TEST(InterfaceStatus, OfAWanWithoutALease) {
    const InterfaceStatus wan = parse_interface_status(
        R"({"up": false, "pending": true, "available": true, "proto": "dhcp", "device": "usb0", "data": {}})");
    EXPECT_FALSE(wan.up);
    EXPECT_TRUE(wan.pending);
    EXPECT_THAT(wan.ipv4, IsEmpty());
}

TEST(InterfaceStatus, OfAWanWhoseDeviceIsAbsent) {
    const InterfaceStatus wan = parse_interface_status(
        R"({"up": false, "pending": false, "available": false, "proto": "dhcp", "data": {},
            "errors": [{"subsystem": "interface", "code": "NO_DEVICE"}]})");
    EXPECT_FALSE(wan.available);
    EXPECT_EQ(wan.device, "");
    EXPECT_THAT(wan.errors, ElementsAre("NO_DEVICE"));
}

TEST(InterfaceStatus, WhatIsNotJsonIsAnError) {
    EXPECT_THROW(parse_interface_status("Interface wan not found\n"), base::Error);
}

TEST(Board, NamesModelKernelAndRevision) {
    const Board board = parse_board(R"({"kernel": "6.6.41", "hostname": "OpenWrt",
        "system": "MediaTek MT7621 ver:1 eco:3", "model": "D-Link DIR-3040 A1",
        "board_name": "dlink,dir-3040-a1", "rootfs_type": "squashfs",
        "release": {"distribution": "OpenWrt", "version": "SNAPSHOT", "revision": "r27000-776f99ba54"}})");
    EXPECT_EQ(board.name, "dlink,dir-3040-a1");
    EXPECT_EQ(board.model, "D-Link DIR-3040 A1");
    EXPECT_EQ(board.kernel, "6.6.41");
    EXPECT_EQ(board.revision, "r27000-776f99ba54");
}

TEST(Board, WithoutARevisionIsAnError) {
    EXPECT_THROW(parse_board(R"({"kernel": "6.6.41", "model": "x", "board_name": "y"})"), base::Error);
}

}  // namespace
}  // namespace tetherlab::observe
