// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/event/event.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tetherlab::bench {

// What a trial brings to light: what the router's kernel prints, and what the hotspot's fault reports, each
// with the time when the run's log heard of it (event::Event::at). Thread-safe.
class TrialLog : public event::Sink {
public:
    using Time = std::chrono::microseconds;

    struct Line {
        Time heard;
        std::string text;  // without the kernel's time stamp
    };

    // `at` and `scheduled` are of the gadget host's clock.
    struct Report {
        Time heard;
        Time at;
        std::optional<Time> scheduled;
        std::string what;  // "armed", "fired", …
        std::string text;
    };

    // A stop request ends the waits with base::Error.
    explicit TrialLog(std::stop_token stop) : stop_(std::move(stop)) {}

    void on(const event::Event& event) override;

    // What was so far.
    void forget();

    // The first line with that text in it; nothing when there is none by the deadline.
    std::optional<Line> await_line(const std::string& text, const base::Deadline& deadline);

    // The first such report. Throws base::TimeoutError, and base::Error when the fault failed.
    Report await_report(const std::string& what, const base::Deadline& deadline);

    std::vector<Line> lines() const;
    std::vector<Report> reports() const;

private:
    void note_report(const event::Event& event);
    void await(const std::string& what, std::unique_lock<std::mutex>& lock, const base::Deadline& deadline,
               const std::function<bool()>& ready);

    std::stop_token stop_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<Line> lines_;
    std::vector<Report> reports_;
};

}  // namespace tetherlab::bench
