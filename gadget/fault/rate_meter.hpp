// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <cstdint>
#include <deque>

namespace tetherlab::fault {

// A rate from the readings of a counter.
class RateMeter {
public:
    void add(base::Clock::time_point at, std::uint64_t bytes);

    // Bits per second over the last `window`, or as far back as readings go; 0 with one reading only.
    // Readings older than the window are forgotten but for one.
    double rate(base::Milliseconds window);

private:
    struct Reading {
        base::Clock::time_point at;
        std::uint64_t bytes;
    };

    std::deque<Reading> readings_;  // the oldest first
};

}  // namespace tetherlab::fault
