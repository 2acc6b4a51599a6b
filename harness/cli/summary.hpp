// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/scenario/run.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tetherlab::cli {

// The last lines of a run: verdict, cause, diagnosis with advice, and where the report is.
std::string summary(const scenario::Run& run, const std::filesystem::path& out);

// A line for each of several runs, and how many ended how.
std::string summary(const std::vector<scenario::Run>& runs);

// The verdict of several runs: fail if the router failed once, else error, skipped or pass.
verdict::Verdict worst(const std::vector<scenario::Run>& runs);

}  // namespace tetherlab::cli
