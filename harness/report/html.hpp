// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"
#include "harness/scenario/run.hpp"

#include <string>
#include <vector>

namespace tetherlab::report {

// report.html: one self-contained page, which forbids itself every request. Verdict and cause first, then
// diagnosis, the runs of a control experiment side by side, timeline (the only part that needs scripts),
// assertions, what was substituted, the router's usb/devices and its console.
std::string report_html(const scenario::Run& run, const std::vector<event::Event>& events);

}  // namespace tetherlab::report
