// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/address.hpp"

#include <gtest/gtest.h>

namespace tetherlab::profile {
namespace {

TEST(Ipv4, IsReadAndWritten) {
    EXPECT_EQ(ipv4_from_text("192.168.1.1"), 0xc0a80101U);
    EXPECT_EQ(ipv4_to_text(0xc0a80101U), "192.168.1.1");
    EXPECT_EQ(ipv4_from_text("192.168.1"), std::nullopt);
}

TEST(Ipv4, HasANetwork) {
    EXPECT_EQ(network_of(0xc0a80165U, 24), 0xc0a80100U);
    EXPECT_EQ(network_of(0xc0a80165U, 0), 0U);
    EXPECT_EQ(network_of(0xc0a80165U, 32), 0xc0a80165U);
}

TEST(Networks, OverlapWhenOneHoldsTheOther) {
    EXPECT_TRUE(overlap(*ipv4_from_text("192.168.1.8"), 24, *ipv4_from_text("192.168.1.103"), 24));
    EXPECT_TRUE(overlap(*ipv4_from_text("192.168.0.1"), 16, *ipv4_from_text("192.168.1.103"), 24));
    EXPECT_FALSE(overlap(*ipv4_from_text("192.168.8.1"), 24, *ipv4_from_text("192.168.1.103"), 24));
}

TEST(Ipv6Prefix, HasOneSpelling) {
    EXPECT_TRUE(is_ipv6_slash_64("2001:db8:53::/64"));
    EXPECT_FALSE(is_ipv6_slash_64("2001:db8:53:0::/64"));
    EXPECT_FALSE(is_ipv6_slash_64("2001:DB8:53::/64"));
    EXPECT_FALSE(is_ipv6_slash_64("2001:db8:53::1/64"));
    EXPECT_FALSE(is_ipv6_slash_64("2001:db8:53::/48"));
}

TEST(Ipv6Prefix, HoldsItsAddresses) {
    EXPECT_TRUE(in_ipv6_slash_64("2001:db8:53::5", "2001:db8:53::/64"));
    EXPECT_FALSE(in_ipv6_slash_64("2001:db8:53:1::5", "2001:db8:53::/64"));
    EXPECT_FALSE(in_ipv6_slash_64("192.168.1.1", "2001:db8:53::/64"));
}

TEST(StationMac, IsNeitherGroupNorZero) {
    EXPECT_TRUE(is_station_mac("02:0d:53:00:00:01"));
    EXPECT_FALSE(is_station_mac("02:0D:53:00:00:01"));
    EXPECT_FALSE(is_station_mac("01:00:5e:00:00:01"));
    EXPECT_FALSE(is_station_mac("00:00:00:00:00:00"));
    EXPECT_FALSE(is_station_mac("02:0d:53:00:00"));
}

}  // namespace
}  // namespace tetherlab::profile
