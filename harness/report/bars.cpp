// SPDX-License-Identifier: Apache-2.0
#include "harness/report/bars.hpp"

#include <algorithm>
#include <iterator>

namespace tetherlab::report {
namespace {

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
        end(bars_[*found], event.at, how, reason);
        open_.erase(std::next(found).base());
    }

    // What is still open lasts to `end`.
    std::vector<Bar> take(Micros at, Ended how, const std::string& reason) && {
        for (const std::size_t index : open_) end(bars_[index], at, how, reason);
        return std::move(bars_);
    }

private:
    static void end(Bar& bar, Micros at, Ended how, const std::string& reason) {
        bar.end = at;
        bar.ok = how == Ended::kWell;
        bar.reason = reason;
    }

    std::vector<Bar> bars_;
    std::vector<std::size_t> open_;  // indices into bars_
};

}  // namespace

std::vector<Bar> step_bars(const std::vector<event::Event>& events, Micros end) {
    Bars bars;
    for (const event::Event& event : events) {
        if (event.kind == event::Kind::kStepBegin) bars.open(event);
        if (event.kind != event::Kind::kStepEnd) continue;
        const bool ok = event.data.value("outcome", "") == "ok";
        bars.close(event, ok ? Ended::kWell : Ended::kBadly, event.data.value("reason", ""));
    }
    return std::move(bars).take(end, Ended::kBadly, "did not end");
}

std::vector<Bar> fault_bars(const std::vector<event::Event>& events, Micros end) {
    Bars bars;
    for (const event::Event& event : events) {
        if (event.kind != event::Kind::kFault) continue;
        const std::string what = event.data.value("what", "");
        if (what == "fired") bars.open(event);
        if (what == "ended") bars.close(event, Ended::kWell, "");
        if (what == "failed") bars.close(event, Ended::kBadly, event.data.value("text", ""));
    }
    return std::move(bars).take(end, Ended::kWell, "");
}

}  // namespace tetherlab::report
