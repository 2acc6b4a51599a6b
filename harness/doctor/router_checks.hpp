// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/hardware.hpp"
#include "harness/doctor/finding.hpp"
#include "harness/doctor/host.hpp"

#include <functional>

// What is between this machine and a real router. Each function does one check.
namespace tetherlab::doctor {

Finding check_interface(Host& here, const bench::LabPort& port);
Finding check_addresses(Host& here, const bench::LabPort& port);

// Whether the router's ssh answers at its LAN address.
Finding check_router(Host& here, const router::Ipv4Interface& lan);

// Presses Enter on the serial line and listens for `patience`.
Finding check_serial(const console::Link& link, base::Milliseconds patience);

// Asks the switch, which changes nothing.
Finding check_power(const power::Supply& supply);

// Cuts the power and gives it back. Between, `forget` drops what the router said; `starts` waits for its
// first words and says whether they came.
Finding try_power(power::Power& power, const std::string& name, const std::function<void()>& forget,
                  const std::function<bool()>& starts);

// try_power() with a router whose console is `link`.
Finding try_power(const power::Supply& supply, const console::Link& link, base::Milliseconds patience);

}  // namespace tetherlab::doctor
