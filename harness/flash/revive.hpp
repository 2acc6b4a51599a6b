// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/flash/outcome.hpp"
#include "harness/flash/recovery_lab.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace tetherlab::flash {

// What is to run on a router that was brought back, inspected before.
struct Firmware {
    std::filesystem::path image;
    std::string revision;
};

// Walks a router down that does not come up, for the reason `before`. Nothing when it answers on the shell of
// what was on its flash; else the outcome: what a later rung has written, or kBricked with the evidence.
// Throws base::Error when it is dead and a way could not be tried, or when asked to stop.
std::optional<Outcome> revive(const Target& target, const RecoveryLab& lab, const Firmware& firmware,
                              std::string before);

}  // namespace tetherlab::flash
