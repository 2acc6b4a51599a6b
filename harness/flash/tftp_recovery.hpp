// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/flash/outcome.hpp"
#include "harness/flash/recovery_lab.hpp"

#include <filesystem>

namespace tetherlab::flash {

// From the plug: loads a system into RAM over TFTP and writes the inspected image from there. `lab` has one.
// Steps: "flash: inspect", the router's, and those of write().
Outcome tftp_recovery(const Target& target, const RecoveryLab& lab, const std::filesystem::path& image,
                      const base::Deadline& deadline);

}  // namespace tetherlab::flash
