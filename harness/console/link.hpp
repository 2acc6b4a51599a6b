// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/unique_fd.hpp"
#include "harness/console/rfc2217_port.hpp"
#include "harness/console/serial_device.hpp"
#include "harness/console/tcp.hpp"

#include <memory>
#include <string>
#include <variant>

namespace tetherlab::console {

// What carries a router's console to this machine.
using Link = std::variant<SerialDevice, TcpAddress, Rfc2217Address>;

// An open link, to be given to a SocketConsole. `port` outlives the use of `stream` that it feeds.
struct OpenLink {
    std::unique_ptr<Rfc2217Port> port;  // of an Rfc2217Address only
    base::UniqueFd stream;
};

// Throws base::Error, base::TimeoutError.
OpenLink open_link(const Link& link, const base::Deadline& deadline);

// "/dev/ttyUSB0 at 57600 baud", "tcp lab-pi:7000", "rfc2217 lab-pi:7000 at 57600 baud"
std::string to_text(const Link& link);

}  // namespace tetherlab::console
