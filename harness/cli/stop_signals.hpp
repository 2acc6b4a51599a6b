// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace tetherlab::cli {

// Turns SIGINT and SIGTERM into a stop request while it lives. Make it before any other thread, so that all
// of them inherit the blocked signals. A second signal ends the process at once; the next start cleans up
// after it.
class StopSignals {
public:
    StopSignals();
    ~StopSignals();

    std::stop_token token() const { return source_.get_token(); }

    // The signal that asked to stop, 0 when none did.
    int received() const { return received_; }

private:
    void listen();

    std::stop_source source_;
    sigset_t blocked_;
    sigset_t before_;
    std::atomic<int> received_ = 0;
    std::atomic<bool> ending_ = false;
    std::thread listener_;
};

}  // namespace tetherlab::cli
