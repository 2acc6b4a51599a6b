// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/process.hpp"
#include "harness/console/socket_console.hpp"
#include "harness/power/qemu_args.hpp"

#include <filesystem>

namespace tetherlab::power {

// A PC as a QEMU, running from construction to destruction. The kernel ends it when the thread that made it
// ends.
class PcVm {
public:
    // Starts QEMU, with `in_network` before its command line, and attaches the console, which has to outlive
    // it. Throws base::Error with what QEMU said when it ended, base::TimeoutError.
    PcVm(const PcVmParts& parts, const base::Argv& in_network, std::filesystem::path qemu_log,
         console::SocketConsole& console);
    PcVm(const PcVm&) = delete;
    PcVm& operator=(const PcVm&) = delete;
    ~PcVm();

    // Throws base::Error with QEMU's last words when it has ended.
    void check_running();

private:
    std::filesystem::path qemu_log_;
    console::SocketConsole& console_;
    base::Child qemu_;
};

}  // namespace tetherlab::power
