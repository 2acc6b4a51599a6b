// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/queues.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::lan {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

TEST(Queues, AreRemovedWhenNobodyNeedsThem) {
    EXPECT_EQ(queue_commands({}, {"wan"}),
              "qdisc replace dev wan root handle 1: prio bands 4 priomap 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n"
              "qdisc del dev wan root\n");
}

TEST(Queues, AreTheSameOnEveryDevice) {
    EXPECT_EQ(queue_commands({.internet = {.delay = 100ms, .jitter = 10ms}}, {"wan"}),
              "qdisc replace dev wan root handle 1: prio bands 4 priomap 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n"
              "qdisc replace dev wan parent 1:2 handle 2: netem limit 1000000 delay 0ms 0ms rate 0bit\n"
              "qdisc replace dev wan parent 1:3 handle 3: netem limit 1000000 delay 100ms 10ms rate "
              "0bit\n"
              "qdisc replace dev wan parent 1:4 handle 4: netem limit 1000000 delay 100ms 10ms rate "
              "0bit\n");
}

TEST(Queues, HoldAQuarterOfASecondOfASlowLine) {
    EXPECT_THAT(queue_commands({.internet = {.rate = 5e6}}, {"wan"}),
                HasSubstr("netem limit 104 delay 0ms 0ms rate 5000000bit\n"));
}

TEST(Queues, HoldWhatIsUnderWayOnALongLineToo) {
    EXPECT_THAT(queue_commands({.internet = {.rate = 5e6, .delay = 750ms}}, {"wan"}),
                HasSubstr("netem limit 413 delay 750ms 0ms rate 5000000bit\n"));
}

TEST(Queues, HoldAFewPacketsOfTheSlowestLine) {
    EXPECT_THAT(queue_commands({.internet = {.rate = 1000}}, {"wan"}), HasSubstr("limit 20 "));
}

TEST(Queues, GiveForwardedConnectionsTheLowerRate) {
    EXPECT_THAT(queue_commands({.internet = {.rate = 1e6}, .forwarded_rate = 5e6}, {"wan"}),
                HasSubstr("handle 4: netem limit 21 delay 0ms 0ms rate 1000000bit\n"));
    EXPECT_THAT(queue_commands({.forwarded_rate = 5e6}, {"wan"}),
                HasSubstr("handle 4: netem limit 104 delay 0ms 0ms rate 5000000bit\n"));
}

TEST(Queues, DelayDhcpAlone) {
    const std::string lines = queue_commands({.dhcp_delay = 3000ms}, {"br-lan"});
    EXPECT_THAT(lines, HasSubstr("parent 1:2 handle 2: netem limit 1000000 delay 3000ms 0ms rate 0bit\n"));
    EXPECT_THAT(lines, HasSubstr("parent 1:3 handle 3: netem limit 1000000 delay 0ms 0ms rate 0bit\n"));
}

}  // namespace
}  // namespace tetherlab::lan
