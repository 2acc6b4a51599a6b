// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"

#include <array>
#include <filesystem>

namespace tetherlab::console {

inline constexpr std::array kBauds{9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600};

// A serial line of this machine, 8 data bits, no parity, 1 stop bit, no flow control.
struct SerialDevice {
    std::filesystem::path path;
    int baud = 57600;  // one of kBauds
};

// Opens the line for itself alone, raw, without waiting for a carrier, and without taking DTR away when it is
// closed. Does not block: whoever reads or writes polls. Throws base::Error, which names the program that has
// it open already: that one would take half of what the router says.
base::UniqueFd open_serial(const SerialDevice& device);

}  // namespace tetherlab::console
