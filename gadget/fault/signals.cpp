// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/signals.hpp"

#include "gadget/fault/stage.hpp"

#include <utility>

namespace tetherlab::fault {

template <typename Change>
void Signals::change(Change&& make) {
    {
        const std::lock_guard lock(mutex_);
        std::forward<Change>(make)(state_);
    }
    changed_.notify_all();
}

void Signals::plugged() {
    change([this](State& state) {
        ++state.plugs;
        state.plugged = true;
        state.plugged_at = now();
    });
}

void Signals::unplugged() {
    change([](State& state) { state.plugged = false; });
}

void Signals::reset(Time at) {
    change([at](State& state) { state.resets.push_back(at); });
}

void Signals::configured(bool configured) {
    change([configured](State& state) { state.configured = configured; });
}

void Signals::dhcp_request() {
    change([](State& state) { ++state.dhcp_requests; });
}

void Signals::power_lost() {
    change([this](State& state) { state.power_lost = now(); });
}

void Signals::power_back() {
    change([this](State& state) {
        if (!state.power_lost) return;
        state.power_offs.push_back(std::chrono::duration_cast<base::Milliseconds>(now() - *state.power_lost));
        state.power_lost.reset();
    });
}

void Signals::wake() {
    change([](State&) {});
}

Signals::State Signals::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

bool Signals::wait(const std::stop_token& stop, Time until, const std::function<bool(const State&)>& ready) {
    std::unique_lock lock(mutex_);
    const auto over = [&] { return ready(state_) || now() >= until; };
    changed_.wait_until(lock, stop, time_.sleep_until(until), over);
    if (stop.stop_requested()) throw Cancelled();
    return ready(state_);
}

void Signals::await(const std::stop_token& stop, const std::function<bool(const State&)>& ready) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [&] { return ready(state_); }) || stop.stop_requested()) throw Cancelled();
}

}  // namespace tetherlab::fault
