// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/power_model.hpp"

#include <gtest/gtest.h>

namespace tetherlab::fault {
namespace {

using namespace std::chrono_literals;

// 300 mA idle and 60 mA for each Mbit/s of 500 mA: 200 mA too much at 20/3 Mbit/s.
constexpr PowerSupply kT10{.limit_ma = 500, .idle_ma = 300, .pulse_ma = 60, .hold_up_mc = 20};

TEST(PowerModel, TakesMoreTheFasterItSendsUpToAPeak) {
    EXPECT_EQ(PowerModel(kT10).current(0), 300);
    EXPECT_EQ(PowerModel(kT10).current(10), 900);
    EXPECT_EQ(PowerModel(kT10).current(1000), 2300);
}

TEST(PowerModel, HoldsForEverWhileIdle) {
    PowerModel model(kT10);
    EXPECT_TRUE(model.holds(0, 24h));
    EXPECT_TRUE(model.holds(3, 24h));
    EXPECT_EQ(model.charge_mc(), 20);
}

TEST(PowerModel, HoldsAsLongAsTheCapacitorsGiveWhatIsMissing) {
    PowerModel model(kT10);
    EXPECT_TRUE(model.holds(10, 50ms));  // 400 mA too much, 20 mC
    EXPECT_FALSE(model.holds(10, 1ms));
}

TEST(PowerModel, FillsItsCapacitorsBetweenPulses) {
    PowerModel model(kT10);
    EXPECT_TRUE(model.holds(10, 40ms));
    EXPECT_NEAR(model.charge_mc(), 4, 1e-9);
    EXPECT_TRUE(model.holds(0, 50ms));  // 200 mA to spare, 10 mC
    EXPECT_NEAR(model.charge_mc(), 14, 1e-9);
    EXPECT_TRUE(model.holds(0, 1s));
    EXPECT_EQ(model.charge_mc(), 20);
}

TEST(PowerModel, NeverBreaksDownWithABattery) {
    PowerSupply supply = kT10;
    supply.battery = true;
    EXPECT_TRUE(PowerModel(supply).holds(1000, 24h));
}

TEST(PowerModel, HoldsOnUsb3WhatItDoesNotOnUsb2) {
    PowerSupply supply = kT10;
    supply.limit_ma = 900;
    EXPECT_TRUE(PowerModel(supply).holds(10, 1h));
    EXPECT_FALSE(PowerModel(kT10).holds(10, 1h));
}

}  // namespace
}  // namespace tetherlab::fault
