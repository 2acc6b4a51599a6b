// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/scenario/run.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::cli {

// The last lines of a run: verdict, cause, diagnosis with advice, and where the report is.
std::string summary(const scenario::Run& run, const std::filesystem::path& out);

}  // namespace tetherlab::cli
