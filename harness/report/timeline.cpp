// SPDX-License-Identifier: Apache-2.0
#include "harness/report/timeline.hpp"

#include "harness/report/bars.hpp"
#include "harness/report/lanes.hpp"

#include <algorithm>
#include <utility>

namespace tetherlab::report {
namespace {

// A lane of its own, its name indented below what it is a part of.
Lane lane_of(const Bar& bar, const char* tone) {
    std::string name;
    for (int level = 0; level < bar.depth; ++level) name += "\u2003";
    const std::string text = bar.ok || bar.reason.empty() ? bar.name : bar.name + ": " + bar.reason;
    return {name + bar.name, {{bar.begin, bar.end, text, bar.ok ? tone : "fail"}}, {}};
}

// The router's own steps together: what it took until it had a shell, each time.
Lane boot_lane(const std::vector<Bar>& steps) {
    Lane lane{"router boot", {}, {}};
    for (const Bar& bar : steps) {
        if (bar.name.starts_with("router: ")) {
            lane.spans.push_back({bar.begin, bar.end, bar.name, bar.ok ? "inner" : "fail"});
        }
    }
    return lane;
}

}  // namespace

Timeline make_timeline(const std::vector<event::Event>& events) {
    Timeline timeline;
    for (const event::Event& event : events) timeline.end = std::max(timeline.end, event.at);
    const std::vector<Bar> steps = step_bars(events, timeline.end);

    timeline.lanes = {power_lane(events, timeline.end),
                      usb_lane(events, timeline.end),
                      boot_lane(steps),
                      netdev_lane(events, timeline.end),
                      lease_lane(events),
                      probe_lane(events),
                      check_lane(events),
                      fault_lane(events)};
    for (const Bar& bar : fault_bars(events, timeline.end)) timeline.lanes.push_back(lane_of(bar, "fault"));
    for (const Bar& bar : steps) timeline.lanes.push_back(lane_of(bar, bar.depth > 0 ? "inner" : "step"));
    std::erase_if(timeline.lanes, [](const Lane& lane) { return lane.spans.empty() && lane.marks.empty(); });
    timeline.curves = curves(events);
    return timeline;
}

}  // namespace tetherlab::report
