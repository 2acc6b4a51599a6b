// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/console/console.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tetherlab::router {

// What a kernel printed when it gave up, with an explanation in brackets where there is one: "Kernel panic -
// not syncing: Attempted to kill init! exitcode=0x00000004 (…)".
using Panic = std::optional<std::string>;

// Waits, after Linux has started, until the firmware offers its console or the kernel gives up. Throws
// base::TimeoutError.
Panic await_userland(console::Console& console, const base::Deadline& deadline);

// What a line of a panic means for the lab, or nothing.
std::string_view explanation(std::string_view line);

}  // namespace tetherlab::router
