// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/router/boot_loader.hpp"

#include <string>
#include <vector>

namespace tetherlab::router {

// What a boot loader is told after power-on, so that it loads a system over TFTP.
struct DialogueStep {
    std::string wait;  // what it prints before that: "Please choose the operation:"
    // With {router}, {server}, {kernel} and {initrd} for the values of a RecoverySystem.
    std::string type;
};

struct Dialogue {
    std::vector<DialogueStep> steps;
    std::vector<std::string> failures;  // what it prints when it gives up: "Retry count exceeded"
};

// What a step may have in braces.
const std::vector<std::string>& placeholders();

// What is typed for `system`.
std::string typed(const DialogueStep& step, const RecoverySystem& system);

}  // namespace tetherlab::router
