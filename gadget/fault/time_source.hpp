// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

namespace tetherlab::fault {

// The monotonic clock, which a test replaces by one it moves itself.
class TimeSource {
public:
    virtual ~TimeSource() = default;

    virtual base::Clock::time_point now() const { return base::Clock::now(); }

    // How long a thread that waits for `time` may sleep at most: it is woken when a test has moved the clock.
    virtual base::Clock::time_point sleep_until(base::Clock::time_point time) const { return time; }
};

}  // namespace tetherlab::fault
