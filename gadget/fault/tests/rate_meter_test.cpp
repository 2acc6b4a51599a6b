// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/rate_meter.hpp"

#include <gtest/gtest.h>

namespace tetherlab::fault {
namespace {

using namespace std::chrono_literals;

constexpr base::Clock::time_point kStart{};

TEST(RateMeter, TellsTheRateOverTheWindow) {
    RateMeter meter;
    meter.add(kStart, 0);
    meter.add(kStart + 100ms, 125'000);
    meter.add(kStart + 200ms, 375'000);
    EXPECT_DOUBLE_EQ(meter.rate(200ms), 15e6);
    EXPECT_DOUBLE_EQ(meter.rate(100ms), 20e6);
}

TEST(RateMeter, TellsNothingByOneReading) {
    RateMeter meter;
    meter.add(kStart, 1000);
    EXPECT_EQ(meter.rate(100ms), 0);
}

TEST(RateMeter, StartsAnewWithTheCounter) {
    RateMeter meter;
    meter.add(kStart, 1'000'000);
    meter.add(kStart + 100ms, 0);
    EXPECT_EQ(meter.rate(100ms), 0);
}

}  // namespace
}  // namespace tetherlab::fault
