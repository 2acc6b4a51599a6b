// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/stop_signals.hpp"

#include <pthread.h>
#include <unistd.h>

namespace tetherlab::cli {

StopSignals::StopSignals() {
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
    for (;;) {
        int signal = 0;
        if (sigwait(&blocked_, &signal) != 0 || ending_) return;
        if (received_ != 0) ::_exit(128 + signal);
        received_ = signal;
        source_.request_stop();
    }
}

}  // namespace tetherlab::cli
