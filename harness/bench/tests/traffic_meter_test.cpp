// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/traffic_meter.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/testing/error_of.hpp"

#include <gtest/gtest.h>

namespace tetherlab::bench {
namespace {

constexpr auto kProcNetDev =
    "Inter-|   Receive                                                |  Transmit\n"
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls "
    "carrier "
    "compressed\n"
    "    lo:     100       2    0    0    0     0          0         0      100       2    0    0    0     0 "
    "      0    "
    "      0\n"
    "  eth0: 1234567    1000    1    2    3     4          5         6   7654321    2000    0    0    0     "
    "0       0    "
    "      0\n";

TEST(TrafficOf, ReadsTheBytesOfOneInterface) {
    EXPECT_EQ(traffic_of(kProcNetDev, "eth0"), (Traffic{1234567, 7654321}));
    EXPECT_EQ(traffic_of(kProcNetDev, "lo"), (Traffic{100, 100}));
}

TEST(TrafficOf, OfAnInterfaceThatIsNotThereIsNothing) {
    EXPECT_EQ(traffic_of(kProcNetDev, "eth1"), Traffic{});
    EXPECT_EQ(traffic_of("", "eth0"), Traffic{});
}

TEST(TrafficMeter, SaysWhichNamespaceIsMissing) {
    event::Log log;
    EXPECT_EQ(base::testing::error_of([&] { TrafficMeter("tl-nowhere", "eth0", log); }),
              "open /run/netns/tl-nowhere: No such file or directory");
}

}  // namespace
}  // namespace tetherlab::bench
