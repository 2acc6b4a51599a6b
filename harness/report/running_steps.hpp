// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"
#include "harness/report/timeline.hpp"

#include <string>
#include <vector>

namespace tetherlab::report {

// The steps that a run is at, from the events of their beginnings and ends.
class RunningSteps {
public:
    void begin(const event::Event& event);

    // What is to be said of it: "    3.5 s  done  boot (2.5 s)"; nothing of one whose beginning was not seen.
    std::string end(const event::Event& event);

    // The innermost one with its time so far, "boot (2 s)"; empty between two.
    std::string innermost(Micros now) const;

private:
    struct Step {
        std::string name;
        Micros since{0};
    };

    std::vector<Step> steps_;  // outermost first
};

}  // namespace tetherlab::report
