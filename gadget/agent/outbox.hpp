// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/line_channel.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

namespace tetherlab::agent {

// Lines on their way to the peer, written by a thread of its own in the order they were posted: who posts one
// never waits for the peer, so a fault is on time while the channel is busy. A peer that takes nothing is
// noticed when it is read from; its lines are lost.
class Outbox {
public:
    // `channel` outlives it.
    explicit Outbox(LineChannel& channel);
    Outbox(const Outbox&) = delete;
    Outbox& operator=(const Outbox&) = delete;

    // Writes what is left first.
    ~Outbox();

    void post(std::string line);

private:
    void write_lines();

    LineChannel& channel_;
    std::mutex mutex_;
    std::condition_variable posted_;
    std::deque<std::string> lines_;
    bool closed_ = false;
    std::thread writer_;
};

}  // namespace tetherlab::agent
