// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/scenario/run.hpp"

#include <string>

namespace tetherlab::report {

// Each replayed timeline of the run as a table: what was to be seen and what was, event by event. Empty when
// there is none.
std::string replays_html(const scenario::Run& run);

}  // namespace tetherlab::report
