// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/cli/command_table.hpp"

#include <string>

namespace tetherlab::cli {

// The manual page in roff, by man(7): each command with its options, and after the last what is in `footer`.
std::string manual_page(const Command& program);

}  // namespace tetherlab::cli
