// SPDX-License-Identifier: Apache-2.0
#include "harness/report/running_steps.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::report {

void RunningSteps::begin(const event::Event& event) {
    steps_.push_back({event.name, event.at});
}

std::string RunningSteps::end(const event::Event& event) {
    const auto step =
        std::find_if(steps_.rbegin(), steps_.rend(), [&](const Step& s) { return s.name == event.name; });
    if (step == steps_.rend()) return "";
    const bool ok = event.data.value("outcome", "") == "ok";
    std::string line = fmt::format("{:7.1f} s  {}  {} ({:.1f} s){}{}", seconds(event.at),
                                   ok ? "done" : "FAIL", event.name, seconds(event.at - step->since),
                                   ok ? "" : ": ", ok ? "" : event.data.value("reason", ""));
    steps_.erase(std::next(step).base());
    return line;
}

std::string RunningSteps::innermost(Micros now) const {
    if (steps_.empty()) return "";
    return fmt::format("{} ({:.0f} s)", steps_.back().name, seconds(now - steps_.back().since));
}

}  // namespace tetherlab::report
