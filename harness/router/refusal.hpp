// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/router/boot_loader.hpp"

#include <string>
#include <vector>

namespace tetherlab::router {

// What U-Boot says of a kernel that it does not start (cmd/bootm.c and boot/image-board.c, 2023.01).
const std::vector<std::string>& refusals();

// The line of `said` that tells why a kernel is refused.
Refusal refusal_in(const std::string& said);

}  // namespace tetherlab::router
