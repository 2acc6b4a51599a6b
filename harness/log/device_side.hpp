// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

// Logs from inside a hotspot. They speak of USB, too, but of its gadget side, and their "USB disconnect" is
// of another bus.
namespace tetherlab::log {

// Which kind of sign, if any, a message bears that only a kernel that is a USB device prints.
std::optional<std::size_t> device_side_sign(std::string_view message);

// So many different ones decide.
inline constexpr int kSignsThatDecide = 3;

}  // namespace tetherlab::log
