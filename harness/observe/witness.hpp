// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/event/event.hpp"
#include "harness/observe/history.hpp"
#include "harness/observe/kernel_log.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tetherlab::observe {

// What a fault of the scenario has done so far, each when the run's log heard of it (event::Event::at).
// `late` is by the hotspot's own clock.
struct FaultProgress {
    std::string id;    // its name in the scenario
    std::string kind;  // "brownout"
    std::optional<std::chrono::microseconds> armed = std::nullopt;
    std::optional<std::chrono::microseconds> fired = std::nullopt;
    std::optional<std::chrono::microseconds> late = std::nullopt;  // fired less scheduled, of a timed one
    std::optional<std::chrono::microseconds> ended = std::nullopt;
    std::string failure = {};  // why the hotspot could not do it; empty while it can

    bool operator==(const FaultProgress&) const = default;
};

// Remembers of a run's events what an assertion may ask for: the kernel's log on the router's console, what
// faults did, and whether the hotspot is there. Thread-safe.
class Witness : public event::Sink {
public:
    void on(const event::Event& event) override;

    // Forgets the lines so far.
    void forget_log();

    // What the kernel printed since forget_log(). Needs a console that shows it (a console log level of at
    // least 7, which is OpenWrt's).
    std::vector<LogLine> log() const;

    // All that was heard and done since the run began.
    History history() const;

    // In the order they were heard of.
    std::vector<FaultProgress> faults() const;

    // "fault brownout failed: no such UDC" for the first fault that could not be done.
    std::optional<std::string> failed_fault() const;

    // Counts how often the hotspot came or went since the first fault fired; nothing while it is away. What
    // was looked at between two different counts is stale. 0 until a fault fires.
    std::optional<int> comings() const;

    // Until something has come since the last call, or the deadline has passed.
    void await_news(const base::Deadline& deadline);

    // Until the fault has fired or failed. Throws base::TimeoutError, and base::Error when asked to stop.
    void await_fired(const std::string& id, const base::Deadline& deadline, const std::stop_token& stop);

private:
    void note_fault(const event::Event& event);
    void note_usb(const event::Event& event);
    void note_step(const event::Event& event);
    FaultProgress& fault_of(const event::Event& event);

    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    bool news_ = true;
    History history_;
    std::size_t forgotten_ = 0;  // of its kernel lines
    std::vector<FaultProgress> faults_;
    bool fault_fired_ = false;
    std::string udc_state_;
    int comings_ = 0;
};

}  // namespace tetherlab::observe
