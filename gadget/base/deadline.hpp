// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace tetherlab::base {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

// A point in time by which something has to have happened. Passed down, never re-armed: the whole call gets
// what its caller allowed. Monotonic; copying it copies the same point.
class Deadline {
public:
    // A zero or negative time has expired already: such a wait only looks.
    explicit Deadline(Milliseconds allowed) : allowed_(allowed), at_(Clock::now() + allowed) {}

    // The earlier of this deadline and `limit` from now, for one phase of a longer job.
    Deadline within(Milliseconds limit) const;

    bool expired() const { return Clock::now() >= at_; }

    // Never negative.
    Milliseconds remaining() const;

    // remaining() as the timeout of poll(2), rounded up so that poll does not spin in the last millisecond.
    int poll_timeout() const;

    Milliseconds allowed() const { return allowed_; }

private:
    Milliseconds allowed_;
    Clock::time_point at_;
};

// Throws TimeoutError: "wait for WHAT: not within 20 s".
[[noreturn]] void throw_timeout(const std::string& what, const Deadline& deadline);

// "250 ms", "20 s", "1.5 s"
std::string to_text(Milliseconds duration);

}  // namespace tetherlab::base
