// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/dhcp.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::verdict {
namespace {

using namespace std::chrono_literals;

std::string said(int second, const std::string& text) {
    return "Thu Aug  7 17:59:" + std::string(second < 10 ? "0" : "") + std::to_string(second) +
           " 2025 daemon.notice netifd: wan (812): udhcpc: " + text;
}

TEST(ReadDhcp, CountsWhatNobodyAnswered) {
    const Dhcp dhcp = read_dhcp({said(1, "started, v1.36.1"), said(1, "broadcasting discover"),
                                 said(4, "broadcasting discover"), said(7, "broadcasting discover")});
    EXPECT_EQ(dhcp.asked, 3);
    EXPECT_EQ(dhcp.offered, 0);
    EXPECT_FALSE(dhcp.lease);
}

TEST(ReadDhcp, KnowsARefusal) {
    const Dhcp dhcp = read_dhcp({said(1, "started"), said(1, "broadcasting discover"),
                                 said(1, "broadcasting select for 192.168.1.100, server 192.168.1.1"),
                                 said(2, "received DHCP NAK")});
    EXPECT_EQ(dhcp.refused, 1);
}

TEST(ReadDhcp, HasTheTimeThatALeaseTook) {
    const Dhcp dhcp =
        read_dhcp({said(1, "started"), said(1, "broadcasting discover"),
                   said(3, "broadcasting select for 192.168.1.100, server 192.168.1.1"),
                   said(5, "lease of 192.168.1.100 obtained from 192.168.1.1, lease time 3600"),
                   said(55, "lease of 192.168.1.100 obtained from 192.168.1.1, lease time 3600")});
    EXPECT_TRUE(dhcp.lease);
    EXPECT_EQ(dhcp.took, 4s);
}

TEST(ReadDhcp, BeginsAnewWithEachClient) {
    const Dhcp dhcp =
        read_dhcp({said(1, "started"), said(1, "broadcasting discover"), said(4, "broadcasting discover"),
                   said(20, "received SIGTERM"), said(21, "started"), said(21, "broadcasting discover")});
    EXPECT_EQ(dhcp.asked, 1);
}

TEST(ReadDhcp, IsSilentAboutOtherPrograms) {
    EXPECT_EQ(read_dhcp({"Thu Aug  7 17:59:01 2025 daemon.info dnsmasq-dhcp[1]: DHCPDISCOVER(br-lan)"}).asked,
              0);
    EXPECT_EQ(read_dhcp({}).asked, 0);
}

}  // namespace
}  // namespace tetherlab::verdict
