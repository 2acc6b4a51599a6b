// SPDX-License-Identifier: Apache-2.0
#include "harness/report/timeline.hpp"

#include <algorithm>

namespace tetherlab::report {
namespace {

Mark mark_of(const event::Event& event) {
    const std::string state = event.data.value("state", event.data.value("action", ""));
    switch (event.kind) {
        case event::Kind::kPower:
            return {event.at, "power", event.name + " " + state};
        case event::Kind::kUsb:
            return {event.at, "usb", state};
        default:
            return {event.at, "verdict", event.name + ": " + event.data.value("verdict", "")};
    }
}

// Closes the innermost open bar of that name; `open` holds indices into `bars`.
void close(std::vector<Bar>& bars, std::vector<std::size_t>& open, const event::Event& event) {
    const auto found = std::find_if(open.rbegin(), open.rend(),
                                    [&](std::size_t index) { return bars[index].name == event.name; });
    if (found == open.rend()) return;
    Bar& bar = bars[*found];
    bar.end = event.at;
    bar.ok = event.data.value("outcome", "") == "ok";
    bar.reason = event.data.value("reason", "");
    open.erase(std::next(found).base());
}

}  // namespace

Timeline make_timeline(const std::vector<event::Event>& events) {
    Timeline timeline;
    std::vector<std::size_t> open;
    for (const event::Event& event : events) {
        timeline.end = std::max(timeline.end, event.at);
        switch (event.kind) {
            case event::Kind::kStepBegin:
                timeline.bars.push_back(
                    {event.name, event.at, event.at, static_cast<int>(open.size()), true, ""});
                open.push_back(timeline.bars.size() - 1);
                break;
            case event::Kind::kStepEnd:
                close(timeline.bars, open, event);
                break;
            case event::Kind::kPower:
            case event::Kind::kUsb:
            case event::Kind::kVerdict:
                timeline.marks.push_back(mark_of(event));
                break;
            case event::Kind::kConsoleLine:
            case event::Kind::kObservation:
            case event::Kind::kNote:
                break;
        }
    }
    for (const std::size_t index : open) {
        timeline.bars[index].end = timeline.end;
        timeline.bars[index].ok = false;
        timeline.bars[index].reason = "did not end";
    }
    return timeline;
}

}  // namespace tetherlab::report
