// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "harness/power/qmp.hpp"
#include "harness/power/unix_listener.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace tetherlab::power {

// Starts QEMU with `in_network` before its command line; what it says goes to `log`. Throws base::Error.
base::Child start_qemu(base::Argv in_network, const base::Argv& argv, const std::filesystem::path& log,
                       base::Scheduling scheduling);

// Waits for QEMU to connect to `control` and does `work` over it. Throws what `work` throws, but when QEMU
// ends meanwhile base::Error with its last words. `name` as for Qmp.
void with_control(UnixListener& control, base::Child& qemu, const std::filesystem::path& log,
                  const std::string& name, const base::Deadline& deadline,
                  const std::function<void(Qmp&)>& work);

}  // namespace tetherlab::power
