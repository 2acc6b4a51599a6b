// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/scenario/run.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tetherlab::cli {

// The reports' folder of repetition `number` of `count`, counted from 1: BASE when it is the only one, else
// BASE/07, so that a listing is in order.
std::filesystem::path numbered(const std::filesystem::path& base, int number, int count);

// What became of runs that repeat, in the order they ran: a line for each scenario with how many ended how
// and how long one took in the middle, then one for each run that did not pass, with the number of its
// folder.
std::string table(const std::vector<scenario::Run>& runs, int count);

}  // namespace tetherlab::cli
