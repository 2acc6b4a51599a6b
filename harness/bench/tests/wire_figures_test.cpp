// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/wire_figures.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/testing/error_of.hpp"

#include <gtest/gtest.h>

namespace tetherlab::bench {
namespace {

using base::testing::error_of;

TEST(WireFigures, TakeWhatTheReceiverOfIperf3Counted) {
    EXPECT_DOUBLE_EQ(iperf3_rate(R"({"end": {"sum_sent": {"bits_per_second": 9e6},
                                             "sum_received": {"bits_per_second": 8.5e6}}})"),
                     8.5);
}

TEST(WireFigures, RepeatTheReasonOfIperf3) {
    EXPECT_EQ(error_of([] { iperf3_rate(R"({"error": "unable to connect to server"})"); }),
              "measure with iperf3: unable to connect to server");
    EXPECT_EQ(error_of([] { iperf3_rate("sh: iperf3: not found"); }),
              "read iperf3's answer: not JSON: sh: iperf3: not found");
}

TEST(WireFigures, TakeTheMedianOfTheEchoes) {
    EXPECT_DOUBLE_EQ(ping_median("64 bytes from 192.168.1.1: seq=0 ttl=64 time=9.0 ms\n"
                                 "64 bytes from 192.168.1.1: seq=1 ttl=64 time=2.0 ms\n"
                                 "64 bytes from 192.168.1.1: seq=2 ttl=64 time=3.5 ms\n"
                                 "\n--- 192.168.1.1 ping statistics ---\n"),
                     3.5);
    EXPECT_EQ(error_of([] { ping_median("2 packets transmitted, 0 packets received\n"); }),
              "read ping's answer: no echo came back");
}

TEST(WireFigures, CompareMediansSoThatMoreIsBetter) {
    const WireRatios found = ratios({{20, 60, 3}, {24, 70, 2}}, {{80, 130, 1}, {90, 130, 1}, {60, 900, 9}});
    EXPECT_DOUBLE_EQ(found.up, 22.0 / 80);
    EXPECT_DOUBLE_EQ(found.down, 65.0 / 130);
    EXPECT_DOUBLE_EQ(found.rtt, 1 / 2.5);
}

}  // namespace
}  // namespace tetherlab::bench
