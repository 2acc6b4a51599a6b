// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/traffic_meter.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/testing/error_of.hpp"

#include <gtest/gtest.h>

namespace tetherlab::bench {
namespace {

TEST(TrafficMeter, SaysWhichNamespaceIsMissing) {
    event::Log log;
    EXPECT_EQ(base::testing::error_of([&] { TrafficMeter("tl-nowhere", "eth0", log); }),
              "open /run/netns/tl-nowhere: No such file or directory");
}

}  // namespace
}  // namespace tetherlab::bench
