// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/scenario/run.hpp"

#include <string>

namespace tetherlab::report {

// A control experiment: the conclusion, then both runs side by side, with what became of the WAN first. Empty
// for a run without one.
std::string comparison_html(const scenario::Run& run);

}  // namespace tetherlab::report
