// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/state_reporter.hpp"

#include "gadget/base/error.hpp"
#include "gadget/fault/precedence.hpp"

#include <sys/eventfd.h>

#include <chrono>
#include <utility>

namespace tetherlab::agent {

using namespace std::chrono_literals;

StateReporter::StateReporter(const configfs::Udc& udc, OnState on_state, OnAnnounced on_announced)
    : watch_(udc),
      on_state_(std::move(on_state)),
      on_announced_(std::move(on_announced)),
      stop_(base::check(::eventfd(0, EFD_CLOEXEC), "make", "eventfd")),
      state_(configfs::kNotAttached) {
    watch_.read();  // from here on, poll(2) hears of changes
    thread_ = std::thread([this] { watch_changes(); });
}

StateReporter::~StateReporter() {
    ::eventfd_write(stop_.get(), 1);
    thread_.join();
}

void StateReporter::attach() {
    const std::lock_guard lock(mutex_);
    attached_ = true;
}

void StateReporter::detach() {
    const std::lock_guard lock(mutex_);
    attached_ = false;
    report(std::string(configfs::kNotAttached));
}

std::string StateReporter::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

// With the mutex held.
void StateReporter::report(const std::string& state) {
    if (state == state_) return;
    state_ = state;
    on_state_(state);
}

void StateReporter::watch_changes() {
    fault::take_precedence();  // faults count bus resets from the moment they are heard of
    try {
        while (watch_.wait(base::Deadline(24h), stop_.get()) != configfs::StateWatch::Wake::kStop) {
            const std::string state = watch_.read();
            const base::Clock::time_point now = base::Clock::now();
            const std::lock_guard lock(mutex_);
            if (!attached_) continue;
            on_announced_(state, now);
            report(state);
        }
    } catch (const base::Error&) {
        const std::lock_guard lock(mutex_);
        report("gone");
    }
}

}  // namespace tetherlab::agent
