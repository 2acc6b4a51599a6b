// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/stop_signals.hpp"

#include "gadget/base/deadline.hpp"

#include <pthread.h>
#include <unistd.h>

#include <optional>

namespace tetherlab::cli {

StopSignals::StopSignals(std::chrono::milliseconds one_wish) : one_wish_(one_wish) {
    sigemptyset(&blocked_);
    sigaddset(&blocked_, SIGINT);
    sigaddset(&blocked_, SIGTERM);
    sigaddset(&blocked_, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &blocked_, &before_);
    listener_ = std::thread([this] { listen(); });
}

StopSignals::~StopSignals() {
    ending_ = true;
    pthread_kill(listener_.native_handle(), SIGTERM);  // wakes sigwait
    listener_.join();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void StopSignals::listen() {
    std::optional<base::Deadline> one_wish;
    for (;;) {
        int signal = 0;
        if (sigwait(&blocked_, &signal) != 0 || ending_) return;
        if (!one_wish) {
            one_wish.emplace(one_wish_);
            received_ = signal;
            source_.request_stop();
        } else if (one_wish->expired()) {
            ::_exit(128 + signal);
        }
    }
}

}  // namespace tetherlab::cli
