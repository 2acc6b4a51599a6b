// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/report/timeline.hpp"

#include <string>

namespace tetherlab::report {

// The timeline as rows of positioned bars: an axis in seconds, a lane for power, USB, faults and verdicts,
// then a row for each fault and each step. Positions are percent of the whole run, so the page needs no
// script.
std::string timeline_html(const Timeline& timeline);

}  // namespace tetherlab::report
