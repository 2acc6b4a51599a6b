// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"
#include "harness/report/timeline.hpp"

#include <string>
#include <vector>

namespace tetherlab::report {

// A step of the run, or a fault, from its beginning to its end.
struct Bar {
    std::string name;
    Micros begin{0};
    Micros end{0};
    int depth = 0;  // others that were going on when it began
    bool ok = true;
    std::string reason;  // why it failed
};

// In order of beginning. `end` is that of the run.
std::vector<Bar> step_bars(const std::vector<event::Event>& events, Micros end);
std::vector<Bar> fault_bars(const std::vector<event::Event>& events, Micros end);

}  // namespace tetherlab::report
