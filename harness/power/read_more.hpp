// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <string>

namespace tetherlab::power {

// What a wait for QEMU is for, as its errors say it.
struct Awaited {
    std::string action;  // "ask the router's QEMU to"
    std::string object;  // "stop"
    std::string what;    // "the router's QEMU to stop"
};

// Appends to `unread` what QEMU has said on `stream`, once there is something. Throws base::Error when it has
// closed the connection or `unread` is longer than `longest` bytes, and base::TimeoutError.
void read_more(int stream, std::string& unread, std::size_t longest, const Awaited& awaited,
               const base::Deadline& deadline);

}  // namespace tetherlab::power
