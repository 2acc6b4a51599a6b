// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>

namespace tetherlab::bench {

// How the gadget host's clock stands to the run's. Nobody can read both at one moment, but what the agent
// dates comes after the request that made it, and before the run hears of it: each bounds the difference of
// the clocks from one side, and the truth is taken to be in the middle. For the seconds of a trial, in which
// the clocks do not drift apart.
class ClockRelation {
public:
    using Time = std::chrono::microseconds;

    // `run`: the run's time when something was asked for. `gadget`: the gadget host's, when it happened.
    void asked(Time run, Time gadget) { least_ = std::max(least_, run - gadget); }

    // `run`: the run's time when it heard of what happened at the gadget host's `gadget`.
    void heard(Time run, Time gadget) { most_ = std::min(most_, run - gadget); }

    // Needs both. The run's time.
    Time to_run(Time gadget) const { return gadget + least_ + (most_ - least_) / 2; }

    // to_run() is wrong by at most that.
    Time uncertainty() const { return (most_ - least_) / 2; }

private:
    Time least_ = Time::min();
    Time most_ = Time::max();
};

}  // namespace tetherlab::bench
