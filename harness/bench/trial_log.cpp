// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/trial_log.hpp"

#include "gadget/base/error.hpp"
#include "harness/observe/kernel_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tetherlab::bench {

void TrialLog::on(const event::Event& event) {
    const std::scoped_lock lock(mutex_);
    if (event.kind == event::Kind::kFault) {
        note_report(event);
    } else if (event.kind == event::Kind::kConsoleLine) {
        auto line = observe::kernel_line(event.data.value("text", ""));
        if (line) lines_.push_back({event.at, std::move(line->text)});
    } else {
        return;
    }
    changed_.notify_all();
}

// With the mutex held.
void TrialLog::note_report(const event::Event& event) {
    Report report{event.at, Time(event.data.value("at_us", std::int64_t{0})), std::nullopt,
                  event.data.value("what", ""), event.data.value("text", "")};
    if (event.data.contains("scheduled_us"))
        report.scheduled = Time(event.data.value("scheduled_us", std::int64_t{0}));
    reports_.push_back(std::move(report));
}

void TrialLog::forget() {
    const std::scoped_lock lock(mutex_);
    lines_.clear();
    reports_.clear();
}

// Until it is ready or the deadline has passed.
void TrialLog::await(const std::string& what, std::unique_lock<std::mutex>& lock,
                     const base::Deadline& deadline, const std::function<bool()>& ready) {
    changed_.wait_for(lock, stop_, deadline.remaining(), ready);
    if (stop_.stop_requested()) throw base::Error("wait for", what, "asked to stop");
}

std::optional<TrialLog::Line> TrialLog::await_line(const std::string& text, const base::Deadline& deadline) {
    std::unique_lock lock(mutex_);
    auto found = lines_.end();
    await("a line of the router", lock, deadline, [&] {
        found = std::find_if(lines_.begin(), lines_.end(),
                             [&](const Line& line) { return line.text.find(text) != std::string::npos; });
        return found != lines_.end();
    });
    if (found == lines_.end()) return std::nullopt;
    return *found;
}

TrialLog::Report TrialLog::await_report(const std::string& what, const base::Deadline& deadline) {
    const std::string wanted = fmt::format("the fault to report '{}'", what);
    std::unique_lock lock(mutex_);
    auto found = reports_.end();
    await(wanted, lock, deadline, [&] {
        found = std::find_if(reports_.begin(), reports_.end(), [&](const Report& report) {
            return report.what == what || report.what == "failed";
        });
        return found != reports_.end();
    });
    if (found == reports_.end()) base::throw_timeout(wanted, deadline);
    if (found->what != what) throw base::Error("wait for", wanted, found->text);
    return *found;
}

std::vector<TrialLog::Line> TrialLog::lines() const {
    const std::scoped_lock lock(mutex_);
    return lines_;
}

std::vector<TrialLog::Report> TrialLog::reports() const {
    const std::scoped_lock lock(mutex_);
    return reports_;
}

}  // namespace tetherlab::bench
