// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/state_reporter.hpp"

#include "gadget/base/error.hpp"

#include <sys/eventfd.h>

#include <chrono>
#include <utility>

namespace tetherlab::agent {

using namespace std::chrono_literals;

StateReporter::StateReporter(const configfs::Udc& udc, OnState on_state)
    : watch_(udc),
      on_state_(std::move(on_state)),
      stop_(base::check(::eventfd(0, EFD_CLOEXEC), "make", "eventfd")),
      thread_([this] { report(); }) {}

StateReporter::~StateReporter() {
    ::eventfd_write(stop_.get(), 1);
    thread_.join();
}

void StateReporter::report() {
    std::string last;
    try {
        do {
            const std::string state = watch_.read();
            if (state != last) on_state_(state);
            last = state;
        } while (watch_.wait(base::Deadline(24h), stop_.get()) != configfs::StateWatch::Wake::kStop);
    } catch (const base::Error&) {
        on_state_("gone");
    }
}

}  // namespace tetherlab::agent
