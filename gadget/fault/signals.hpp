// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/time_source.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace tetherlab::fault {

// What happens to the hotspot, for the triggers and waits of faults. The agent says it, faults wait for it.
// Thread-safe.
class Signals {
public:
    using Time = base::Clock::time_point;

    struct State {
        int plugs = 0;
        Time plugged_at;  // the last time
        bool plugged = false;
        bool configured = false;
        int dhcp_requests = 0;
        std::vector<Time> resets;                    // all port resets there were
        std::optional<Time> power_lost;              // while there is none
        std::vector<base::Milliseconds> power_offs;  // how long those took that are over
    };

    // `time` outlives it.
    explicit Signals(const TimeSource& time) : time_(time) {}

    // --- from the agent -----------------------------------------------------------------------------
    void plugged();
    void unplugged();
    void reset(Time at);
    void configured(bool configured);
    void dhcp_request();  // of any kind: DISCOVER, REQUEST, …
    void power_lost();
    void power_back();

    // Something that a wait's condition looks at has changed, or the clock.
    void wake();

    // --- from faults --------------------------------------------------------------------------------
    State state() const;

    Time now() const { return time_.now(); }

    // Waits until `ready` (true) or `until` (false). Throws Cancelled on a stop. `ready` is called with the
    // signals' lock held.
    bool wait(const std::stop_token& stop, Time until, const std::function<bool(const State&)>& ready);

    // The same until `ready` or a stop, which comes at the latest when the hotspot is released.
    void await(const std::stop_token& stop, const std::function<bool(const State&)>& ready);

private:
    template <typename Change>
    void change(Change&& make);

    const TimeSource& time_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    State state_;
};

}  // namespace tetherlab::fault
