// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <csignal>
#include <stop_token>
#include <thread>

namespace tetherlab::cli {

// One wish to stop may come as two signals: timeout(1) signals its child, then its group, the child among it
// (coreutils 9.1 src/timeout.c, cleanup()).
inline constexpr std::chrono::milliseconds kOneWish{500};

// Turns SIGINT, SIGTERM and SIGHUP into a stop request while it lives. Make it before any other thread, so
// that all of them inherit the blocked signals. A signal that comes `one_wish` or more after the first ends
// the process at once, with 128 + its number; the next start cleans up after it.
class StopSignals {
public:
    explicit StopSignals(std::chrono::milliseconds one_wish = kOneWish);
    ~StopSignals();

    std::stop_token token() const { return source_.get_token(); }

    // The signal that asked to stop, 0 when none did.
    int received() const { return received_; }

private:
    void listen();

    std::chrono::milliseconds one_wish_;
    std::stop_source source_;
    sigset_t blocked_;
    sigset_t before_;
    std::atomic<int> received_ = 0;
    std::atomic<bool> ending_ = false;
    std::thread listener_;
};

}  // namespace tetherlab::cli
