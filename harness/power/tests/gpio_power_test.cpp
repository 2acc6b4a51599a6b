// SPDX-License-Identifier: Apache-2.0
// What a machine without a GPIO chip can show: that each mistake in the bench file is named.
#include "harness/power/gpio_power.hpp"

#include "gadget/base/testing/error_of.hpp"
#include "harness/power/supply.hpp"

#include <gtest/gtest.h>

namespace tetherlab::power {
namespace {

using base::testing::error_of;

TEST(GpioPower, TakesNothingBeforeItSwitches) {
    const GpioPower power({"/dev/gpiochip77", 17});
    EXPECT_FALSE(power.is_on());
}

TEST(GpioPower, NamesAChipThatIsNotThere) {
    GpioPower power({"/dev/gpiochip77", 17});
    EXPECT_EQ(error_of([&] { power.on(); }), "open /dev/gpiochip77: No such file or directory");
    EXPECT_FALSE(power.is_on());
}

TEST(GpioPower, RefusesADeviceThatIsNoChip) {
    GpioPower power({"/dev/null", 17});
    EXPECT_EQ(error_of([&] { power.off(); }), "open /dev/null: Inappropriate ioctl for device");
}

TEST(Supply, MakesTheSwitchThatIsAskedFor) {
    const auto power = make_power(CommandPower::Options{.on = {"true"}, .off = {"true"}});
    power->on();
    EXPECT_TRUE(power->is_on());
    EXPECT_EQ(error_of([&] {
                  make_power(UhubctlPower::Options{"9-9", 1})->on();
              }).substr(0, 31),
              "run uhubctl -l 9-9 -p 1 -a on: ");
    EXPECT_EQ(error_of([&] { make_power(GpioPower::Options{"/dev/gpiochip77"})->on(); }),
              "open /dev/gpiochip77: No such file or directory");
}

TEST(Supply, IsNamed) {
    EXPECT_EQ(to_text(CommandPower::Options{.on = {"pdu", "outlet 3", "on"}, .off = {}}),
              "pdu 'outlet 3' on");
    EXPECT_EQ(to_text(UhubctlPower::Options{"1-1", 4}), "port 4 of USB hub 1-1");
    EXPECT_EQ(to_text(GpioPower::Options{"/dev/gpiochip0", 17}), "line 17 of /dev/gpiochip0");
}

}  // namespace
}  // namespace tetherlab::power
