// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/power/qmp.hpp"

#include <filesystem>

// A machine's state without its RAM, which is a file already (SnapshotParts): QEMU's migration to and from
// another file. All throw base::Error, base::TimeoutError.
namespace tetherlab::power {

// Stops the machine for good and writes its state. Afterwards its RAM, its disks and the state are complete,
// and QEMU can be killed.
void save_state(Qmp& qemu, const std::filesystem::path& state, const base::Deadline& deadline);

// Reads the state into a machine started with "-incoming defer". It stands still until it is told to go on.
void load_state(Qmp& qemu, const std::filesystem::path& state, const base::Deadline& deadline);

// Lets a machine go on where save_state() stopped it.
void go_on(Qmp& qemu, const base::Deadline& deadline);

}  // namespace tetherlab::power
