// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/cli/command_table.hpp"

#include <string>

namespace tetherlab::cli {

// A script for bash to source: commands, options, and values where there are few; files everywhere else. It
// holds for every path that ends in the program's name.
std::string bash_completion(const Command& program);

// The same for zsh, which runs bash's through its bashcompinit.
std::string zsh_completion(const Command& program);

}  // namespace tetherlab::cli
