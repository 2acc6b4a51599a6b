// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/report/timeline.hpp"

#include <string>

namespace tetherlab::report {

// What web/option.js draws, times in seconds:
// {"end": 37.1, "lanes": [{"name": "power", "spans": [[begin, end, text, tone], …], "marks": [[at, text,
// tone], …]}, …],
//  "curves": [{"name": "download", "unit": "Mbit/s", "points": [[at, value], …]}, …]}
// Every '<' is written as \u003c, so that it can stand in a <script>.
std::string timeline_json(const Timeline& timeline);

}  // namespace tetherlab::report
