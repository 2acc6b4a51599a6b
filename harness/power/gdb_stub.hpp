// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/unique_fd.hpp"

#include <string>
#include <string_view>

namespace tetherlab::power {

// QEMU's debugger connection to a machine that stands still: GDB's remote serial protocol ("Debugging with
// GDB", appendix E), as far as registers need it. All throw base::Error when QEMU refuses, closes the
// connection or answers what is no packet, and base::TimeoutError. Not thread-safe.
class GdbStub {
public:
    // `name` stands for the machine in errors: "the router's QEMU".
    GdbStub(base::UniqueFd stream, std::string name);

    // All registers of the first processor in GDB's order, each as hexadecimal digits of its bytes in the
    // machine's order.
    std::string registers(const base::Deadline& deadline);

    // Sets the first registers, as many as `digits` has.
    void set_registers(std::string_view digits, const base::Deadline& deadline);

private:
    std::string ask(std::string_view action, std::string_view packet, const base::Deadline& deadline);
    std::string read_packet(std::string_view action, const base::Deadline& deadline);

    base::UniqueFd stream_;
    std::string name_;
    std::string unread_;
};

}  // namespace tetherlab::power
