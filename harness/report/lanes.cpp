// SPDX-License-Identifier: Apache-2.0
#include "harness/report/lanes.hpp"

#include "harness/log/log.hpp"

#include <cmath>
#include <initializer_list>
#include <map>
#include <utility>

namespace tetherlab::report {
namespace {

using event::Event;
using event::Kind;

// The state that a thing is in, until it gets another.
class States {
public:
    explicit States(Lane& lane) : lane_(lane) {}

    void enter(Micros at, std::string text, std::string tone) {
        leave(at);
        lane_.spans.push_back({at, at, std::move(text), std::move(tone)});
        inside_ = true;
    }

    void leave(Micros at) {
        if (inside_) lane_.spans.back().end = at;
        inside_ = false;
    }

private:
    Lane& lane_;
    bool inside_ = false;  // the last span is still to end
};

bool starts_with_any(const std::string& text, std::initializer_list<const char*> beginnings) {
    for (const char* beginning : beginnings) {
        if (text.starts_with(beginning)) return true;
    }
    return false;
}

// Observations are made anew until one is as expected: a mark for each that differs from the one before.
Lane observed(const std::vector<Event>& events, std::string name, std::initializer_list<const char*> of) {
    Lane lane{std::move(name), {}, {}};
    std::map<std::string, std::string> last;
    for (const Event& event : events) {
        if (event.kind != Kind::kObservation || !starts_with_any(event.name, of)) continue;
        const std::string got = event.data.value("got", "");
        std::string& before = last[event.name];
        if (before == got) continue;
        before = got;
        lane.marks.push_back({event.at, event.name + " → " + got, "step"});
    }
    return lane;
}

// "brownout fired", "brownout: power off", "brownout failed: no such UDC"
std::string fault_text(const Event& event) {
    const std::string what = event.data.value("what", "");
    const std::string text = event.data.value("text", "");
    if (what == "note") return event.name + ": " + text;
    return event.name + " " + what + (text.empty() ? "" : ": " + text);
}

}  // namespace

Lane power_lane(const std::vector<Event>& events, Micros end) {
    Lane lane{"power", {}, {}};
    States states(lane);
    for (const Event& event : events) {
        if (event.kind != Kind::kPower) continue;
        const std::string state = event.data.value("state", "");
        const std::string text = event.name + " " + state;
        if (state == "off" || state == "failed") {
            states.leave(event.at);
            lane.marks.push_back({event.at, text, state == "failed" ? "fail" : "power"});
        } else {
            states.enter(event.at, text, "power");
        }
    }
    states.leave(end);
    return lane;
}

Lane usb_lane(const std::vector<Event>& events, Micros end) {
    Lane lane{"USB", {}, {}};
    States states(lane);
    for (const Event& event : events) {
        if (event.kind != Kind::kUsb) continue;
        const std::string state = event.data.value("state", "");
        if (const std::string action = event.data.value("action", ""); !action.empty()) {
            lane.marks.push_back({event.at, action, "ink"});
        } else if (state == "not attached" || state == "gone") {
            states.leave(event.at);
            lane.marks.push_back({event.at, state, "usb"});
        } else {
            states.enter(event.at, state, state == "configured" ? "usb" : "inner");
        }
    }
    states.leave(end);
    return lane;
}

Lane netdev_lane(const std::vector<Event>& events, Micros end) {
    std::vector<paste::Line> text;
    std::vector<Micros> times;
    for (const Event& event : events) {
        if (event.kind != Kind::kConsoleLine) continue;
        times.push_back(event.at);
        text.push_back({static_cast<int>(times.size()), 0, event.data.value("text", "")});
    }
    Lane lane{"netdev", {}, {}};
    States states(lane);
    for (const log::Event& event : log::read(text).events) {
        if (event.line < 1 || static_cast<std::size_t>(event.line) > times.size()) continue;
        const Micros at = times[static_cast<std::size_t>(event.line) - 1];
        if (event.kind == log::Kind::kRegistered)
            states.enter(at, event.netdev + ", " + event.driver, "step");
        if (event.kind == log::Kind::kUnregistered) states.leave(at);
    }
    states.leave(end);
    return lane;
}

Lane lease_lane(const std::vector<Event>& events) {
    return observed(events, "DHCP", {"lease:", "not lease:"});
}

Lane probe_lane(const std::vector<Event>& events) {
    return observed(events, "probes",
                    {"http:", "not http:", "ping:", "not ping:", "dns:", "not dns:", "wan:", "not wan:"});
}

Lane fault_lane(const std::vector<Event>& events) {
    Lane lane{"faults", {}, {}};
    for (const Event& event : events) {
        if (event.kind == Kind::kFault) lane.marks.push_back({event.at, fault_text(event), "fault"});
    }
    return lane;
}

Lane check_lane(const std::vector<Event>& events) {
    Lane lane{"checks", {}, {}};
    for (const Event& event : events) {
        if (event.kind != Kind::kVerdict) continue;
        const std::string verdict = event.data.value("verdict", "");
        lane.marks.push_back({event.at, event.name + ": " + verdict, verdict == "pass" ? "pass" : "fail"});
    }
    return lane;
}

std::vector<Curve> curves(const std::vector<Event>& events) {
    Curve down{"download", "Mbit/s", {}};
    Curve up{"upload", "Mbit/s", {}};
    Curve round_trip{"round trip", "ms", {}};
    for (const Event& event : events) {
        if (event.kind != Kind::kObservation) continue;
        if (event.name == "traffic") {
            down.points.push_back({event.at, event.data.value("down_bit_s", 0.0) / 1e6});
            up.points.push_back({event.at, event.data.value("up_bit_s", 0.0) / 1e6});
        } else if (event.name == "round-trip") {
            const nlohmann::json& ms = event.data.at("ms");
            round_trip.points.push_back({event.at, ms.is_null() ? NAN : ms.get<double>()});
        }
    }
    std::vector<Curve> all{std::move(down), std::move(up), std::move(round_trip)};
    std::erase_if(all, [](const Curve& curve) { return curve.points.empty(); });
    return all;
}

}  // namespace tetherlab::report
