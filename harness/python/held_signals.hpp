// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pthread.h>

#include <csignal>

namespace tetherlab::python {

// Keeps signals from this thread while it lives.
class HeldSignals {
public:
    HeldSignals() {
        sigset_t all;
        sigemptyset(&all);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGALRM, SIGUSR1, SIGUSR2}) sigaddset(&all, signal);
        pthread_sigmask(SIG_BLOCK, &all, &before_);
    }

    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;

    ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

    // As it was before: for ppoll(2), which lets them in while it waits.
    const sigset_t& before() const { return before_; }

private:
    sigset_t before_;
};

}  // namespace tetherlab::python
