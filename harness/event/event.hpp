// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

// Everything observable is an event. Live progress, events.jsonl, JUnit and the report only subscribe.
namespace tetherlab::event {

enum class Kind {
    kStepBegin,    // a stage starts: name
    kStepEnd,      // … ends: name, data.outcome "ok" or "failed", data.reason
    kPower,        // router power: data.state "on", "off", "reset", "resumed" (from a snapshot), "failed"
    kConsoleLine,  // one line of the router's console: data.text
    kUsb,          // data.state as in /sys/class/udc/*/state, "gone", "plugged"; data.action "plug", "unplug"
    kFault,        // of the hotspot, by its name in the scenario: data.fault (the kind), data.what ("armed",
                   // "fired", "note", "ended", "failed"), data.text, data.at_us and, when there was a set
                   // time for it, data.scheduled_us (both of the gadget host's monotonic clock)
    kObservation,  // a fact: name, data
    kVerdict,      // an assertion was decided: name, data.verdict, expected, got
    kNote,         // anything else worth a line: data.text
};

const char* to_text(Kind kind);

struct Event {
    std::chrono::microseconds at{0};  // since the log was made, monotonic
    Kind kind = Kind::kNote;
    std::string name;
    nlohmann::json data;
};

class Sink {
public:
    virtual ~Sink() = default;
    // Called under the log's lock, in order of time. Must not emit.
    virtual void on(const Event& event) = 0;
};

// Hands each event to every sink in the order they were added. Thread-safe.
class Log {
public:
    Log() : start_(base::Clock::now()) {}

    // The log shares the sink; it never removes it.
    void add(std::shared_ptr<Sink> sink);
    void emit(Kind kind, std::string name, nlohmann::json data = nlohmann::json::object());

    std::chrono::microseconds now() const;

private:
    base::Clock::time_point start_;
    std::mutex mutex_;
    std::vector<std::shared_ptr<Sink>> sinks_;
};

// Runs `work` between kStepBegin and kStepEnd, passes its result on; an exception ends the step as "failed"
// with the exception's text and goes on.
template <typename Work>
auto step(Log& log, const std::string& name, Work&& work);

}  // namespace tetherlab::event

#include "harness/event/step.inl"
