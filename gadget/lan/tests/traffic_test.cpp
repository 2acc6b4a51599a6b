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
    "0\n";

TEST(Traffic, IsReadFromTheTableOfDevices) {
    EXPECT_EQ(received_bytes_in(kTable, "br-lan"), 5'000'000'000U);
    EXPECT_EQ(received_bytes_in(kTable, "lo"), 100U);
}

TEST(Traffic, IsUnknownOfADeviceThatIsNotThere) {
    EXPECT_EQ(received_bytes_in(kTable, "lan"), std::nullopt);
}

TEST(Traffic, OfTheLoopbackDeviceCanBeCounted) {
    EXPECT_GE(Traffic("lo").received_bytes(), 0U);
}

}  // namespace
}  // namespace tetherlab::lan
