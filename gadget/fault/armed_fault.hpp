// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/order.hpp"
#include "gadget/fault/report.hpp"
#include "gadget/fault/signals.hpp"
#include "gadget/fault/stage.hpp"

#include <atomic>
#include <stop_token>
#include <thread>

namespace tetherlab::fault {

// A fault that waits for its trigger, acts and ends, on a thread of its own. The thread has real-time
// priority where that is allowed, for faults are to be on time.
class ArmedFault {
public:
    enum class State { kArmed, kRunning, kEnded, kFailed };

    // What happens from here on counts for the trigger. Hardware and signals outlive it.
    ArmedFault(Order order, Hardware& hardware, Signals& signals, OnReport on_report);
    ArmedFault(const ArmedFault&) = delete;
    ArmedFault& operator=(const ArmedFault&) = delete;

    const Order& order() const { return order_; }

    State state() const { return state_; }

    // Pulls the trigger of one that waits for it.
    void fire();

    // Returns when all its holds are released. So does destruction.
    void end();

private:
    void live(const std::stop_token& stop);
    void act(const std::stop_token& stop);
    base::Clock::time_point await_trigger(Stage& stage, const std::stop_token& stop);
    void await_traffic(Stage& stage);
    void report(Report::What what, const std::string& text = {},
                std::optional<base::Clock::time_point> scheduled = {});

    Order order_;
    Hardware& hardware_;
    Signals& signals_;
    OnReport on_report_;
    Signals::State armed_in_;  // as it was when it was armed
    base::Clock::time_point armed_at_;
    std::uint64_t armed_bytes_ = 0;  // received by then, if that is the trigger
    std::atomic<bool> fired_{false};
    std::atomic<State> state_{State::kArmed};
    std::jthread thread_;
};

const char* to_text(ArmedFault::State state);

}  // namespace tetherlab::fault
