// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace tetherlab::report {

// A step of the run, or a fault, as a bar.
struct Bar {
    std::string name;
    std::chrono::microseconds begin{0};  // since the run began
    std::chrono::microseconds end{0};
    int depth = 0;  // others that were going on when it began
    bool ok = true;
    std::string reason;  // why it failed
};

// A moment worth a mark: power switched, the hotspot's USB state, what a fault does, an assertion decided.
struct Mark {
    std::chrono::microseconds at{0};
    std::string lane;  // "power", "usb", "fault", "verdict"
    std::string text;
};

struct Timeline {
    std::chrono::microseconds end{0};  // of the last event
    std::vector<Bar> bars;             // in order of beginning
    std::vector<Bar> faults;           // from firing to the end, by name, in order of firing
    std::vector<Mark> marks;           // in order of time
};

// A step that never ended lasts to the last event and is not ok. So does a fault, but the end of the run is a
// proper end for it.
Timeline make_timeline(const std::vector<event::Event>& events);

}  // namespace tetherlab::report
