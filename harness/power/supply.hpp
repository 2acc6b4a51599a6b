// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/power/command_power.hpp"
#include "harness/power/gpio_power.hpp"
#include "harness/power/power.hpp"
#include "harness/power/uhubctl_power.hpp"

#include <memory>
#include <string>
#include <variant>

namespace tetherlab::power {

// What switches power on a bench with hardware.
using Supply = std::variant<CommandPower::Options, UhubctlPower::Options, GpioPower::Options>;

std::unique_ptr<Power> make_power(const Supply& supply);

// "pdu outlet 3 on", "port 4 of USB hub 1-1", "line 17 of /dev/gpiochip0"
std::string to_text(const Supply& supply);

}  // namespace tetherlab::power
