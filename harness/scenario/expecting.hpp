// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/profile/profile.hpp"
#include "harness/event/event.hpp"
#include "harness/observe/observer.hpp"
#include "harness/scenario/run.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/verdict/judge.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tetherlab::scenario {

// Decides the expectations of one expect step by looking at the router again and again.
//
// They are decided in file order, each when those before it have been: what the plug brings comes in an
// order, and a LAN client's attempt costs seconds as long as there is no WAN. One look may decide several.
// The time each is allowed counts from the begin of the step; when that is over its last look decides, and
// every one gets at least one look. What says that something is *not* there has to hold for a while, since it
// also holds before that something had its chance; a line that the log should not have must be missing for
// the whole time.
//
// A fault that takes the hotspot off the bus leaves the router with a lease and routes for a moment longer.
// So what the router shows counts for nothing while the hotspot is away, or when it came or went meanwhile.
class Expecting {
public:
    using Look = std::function<observe::Facts(const observe::Needs&, const base::Deadline&)>;

    struct Parts {
        const profile::Profile& hotspot;
        event::Log& log;
        Look look;
        base::Milliseconds hold;  // how long an absence has to hold
        std::stop_token stop;
        std::function<std::optional<int>()> comings;           // observe::Witness::comings()
        verify::Extent extent = verify::Extent::kDescriptors;  // in which it has to be as its profile says
    };

    // Borrows `expectations`.
    Expecting(const std::vector<Expectation>& expectations, Parts parts);

    // One check for each expectation. Emits kObservation when what is seen changes and kVerdict when it is
    // decided. Throws base::Error when asked to stop.
    std::vector<Check> run();

    // Of the last look at the router; nothing when none came to anything.
    const std::optional<observe::Facts>& facts() const { return facts_; }

private:
    void decide_next();
    void watch_absences(const observe::Facts& seen, const observe::Needs& looked);
    bool holds() const;
    verdict::Result judge_next(const observe::Facts& seen) const;
    bool is_final(const verdict::Result& result) const;
    void observe_change(const verdict::Result& result);
    void decide(const verdict::Result& result);
    observe::Needs needs_from(std::size_t index) const;

    const Expectation& next() const { return expectations_[checks_.size()]; }

    bool done() const { return checks_.size() == expectations_.size(); }

    bool expired() const;

    const std::vector<Expectation>& expectations_;
    Parts parts_;
    Time started_;
    base::Clock::time_point began_;
    std::vector<std::optional<base::Clock::time_point>> absent_since_;  // by expectation
    bool stale_ = false;  // the hotspot came, went or was away during the last look
    std::string last_got_;
    std::optional<observe::Facts> facts_;
    std::vector<Check> checks_;
};

}  // namespace tetherlab::scenario
