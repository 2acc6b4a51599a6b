// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/traffic.hpp"

#include <gtest/gtest.h>

namespace tetherlab::lan {
namespace {

constexpr const char* kTable =
    "Inter-|   Receive                                                |  Transmit\n"
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo "
    "colls\n"
    "    lo:     100       1    0    0    0     0          0         0      100       1    0    0    0     "
    "0\n"
    "br-lan: 5000000000    12    0    0    0     0          0         0       7       1    0    0    0     "
    "0\n"
    "  eth0: 1234567    1000    1    2    3     4          5         6   7654321    2000    0    0    0     "
    "0\n";

TEST(Traffic, IsReadFromTheTableOfDevices) {
    EXPECT_EQ(bytes_in(kTable, "br-lan"), (Bytes{5'000'000'000, 7}));
    EXPECT_EQ(bytes_in(kTable, "eth0"), (Bytes{1234567, 7654321}));
    EXPECT_EQ(bytes_in(kTable, "lo"), (Bytes{100, 100}));
}

TEST(Traffic, IsUnknownOfADeviceThatIsNotThere) {
    EXPECT_EQ(bytes_in(kTable, "lan"), std::nullopt);
    EXPECT_EQ(bytes_in(kTable, "eth1"), std::nullopt);
    EXPECT_EQ(bytes_in("", "eth0"), std::nullopt);
}

TEST(Traffic, OfTheLoopbackDeviceCanBeCounted) {
    EXPECT_GE(Traffic("lo").received_bytes(), 0U);
}

}  // namespace
}  // namespace tetherlab::lan
