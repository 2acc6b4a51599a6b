// SPDX-License-Identifier: Apache-2.0
#include "harness/report/timeline.hpp"

#include <algorithm>

namespace tetherlab::report {
namespace {

// "brownout fired", "brownout: power off", "brownout failed: no such UDC"
std::string fault_text(const event::Event& event) {
    const std::string what = event.data.value("what", "");
    const std::string text = event.data.value("text", "");
    if (what == "note") return event.name + ": " + text;
    return event.name + " " + what + (text.empty() ? "" : ": " + text);
}

Mark mark_of(const event::Event& event) {
    const std::string state = event.data.value("state", event.data.value("action", ""));
    switch (event.kind) {
        case event::Kind::kPower:
            return {event.at, "power", event.name + " " + state};
        case event::Kind::kUsb:
            return {event.at, "usb", state};
        case event::Kind::kFault:
            return {event.at, "fault", fault_text(event)};
        default:
            return {event.at, "verdict", event.name + ": " + event.data.value("verdict", "")};
    }
}

enum class Ended { kWell, kBadly };

// Bars of one kind while their ends are still to come.
class Bars {
public:
    void open(const event::Event& event) {
        open_.push_back(bars_.size());
        bars_.push_back({event.name, event.at, event.at, static_cast<int>(open_.size()) - 1, true, ""});
    }

    // Closes the innermost open bar of that name, if there is one.
    void close(const event::Event& event, Ended how, const std::string& reason) {
        const auto found = std::find_if(open_.rbegin(), open_.rend(),
                                        [&](std::size_t index) { return bars_[index].name == event.name; });
        if (found == open_.rend()) return;
        Bar& bar = bars_[*found];
        bar.end = event.at;
        bar.ok = how == Ended::kWell;
        bar.reason = reason;
        open_.erase(std::next(found).base());
    }

    // What is still open lasts to `end`.
    std::vector<Bar> take(std::chrono::microseconds end, Ended how, const std::string& reason) && {
        for (const std::size_t index : open_) {
            bars_[index].end = end;
            bars_[index].ok = how == Ended::kWell;
            bars_[index].reason = reason;
        }
        return std::move(bars_);
    }

private:
    std::vector<Bar> bars_;
    std::vector<std::size_t> open_;  // indices into bars_
};

void note_step_end(Bars& steps, const event::Event& event) {
    const bool ok = event.data.value("outcome", "") == "ok";
    steps.close(event, ok ? Ended::kWell : Ended::kBadly, event.data.value("reason", ""));
}

void note_fault(Bars& faults, const event::Event& event) {
    const std::string what = event.data.value("what", "");
    if (what == "fired") faults.open(event);
    if (what == "ended" || what == "failed") {
        faults.close(event, what == "ended" ? Ended::kWell : Ended::kBadly, event.data.value("text", ""));
    }
}

}  // namespace

Timeline make_timeline(const std::vector<event::Event>& events) {
    Timeline timeline;
    Bars steps;
    Bars faults;
    for (const event::Event& event : events) {
        timeline.end = std::max(timeline.end, event.at);
        switch (event.kind) {
            case event::Kind::kStepBegin:
                steps.open(event);
                break;
            case event::Kind::kStepEnd:
                note_step_end(steps, event);
                break;
            case event::Kind::kFault:
                note_fault(faults, event);
                timeline.marks.push_back(mark_of(event));
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
    timeline.bars = std::move(steps).take(timeline.end, Ended::kBadly, "did not end");
    timeline.faults = std::move(faults).take(timeline.end, Ended::kWell, "");
    return timeline;
}

}  // namespace tetherlab::report
