// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/fault_stage.hpp"

#include <algorithm>
#include <utility>

namespace tetherlab::fault {
namespace {

// The same numbers with the same scenario, whatever other faults it has.
std::mt19937_64 seeded(std::uint64_t seed, const std::string& id) {
    std::vector<std::uint32_t> words{static_cast<std::uint32_t>(seed),
                                     static_cast<std::uint32_t>(seed >> 32)};
    words.insert(words.end(), id.begin(), id.end());
    std::seed_seq sequence(words.begin(), words.end());
    return std::mt19937_64(sequence);
}

}  // namespace

FaultStage::FaultStage(Parts parts) : parts_(std::move(parts)), random_(seeded(parts_.seed, parts_.id)) {}

void FaultStage::await(const std::function<bool(const Signals::State&)>& ready) {
    parts_.signals.await(parts_.stop, ready);
}

void FaultStage::wait_until(base::Clock::time_point time) {
    parts_.signals.wait(parts_.stop, time, [](const Signals::State&) { return false; });
}

void FaultStage::wait_for_ever() {
    for (;;) await([](const Signals::State&) { return false; });
}

void FaultStage::await_plug() {
    await([](const Signals::State& state) { return state.plugged; });
}

base::Clock::time_point FaultStage::await_reset(int n) {
    const std::size_t wanted = parts_.signals.state().resets.size() + static_cast<std::size_t>(n);
    await([wanted](const Signals::State& state) { return state.resets.size() >= wanted; });
    return parts_.signals.state().resets.at(wanted - 1);
}

base::Clock::time_point FaultStage::await_reset(int n, base::Clock::time_point since) {
    const auto& at_or_before = [since](base::Clock::time_point reset) { return reset <= since; };
    const std::vector<base::Clock::time_point> resets = parts_.signals.state().resets;
    const auto before = std::count_if(resets.begin(), resets.end(), at_or_before);
    const std::size_t wanted = static_cast<std::size_t>(before) + static_cast<std::size_t>(n);
    await([wanted](const Signals::State& state) { return state.resets.size() >= wanted; });
    return parts_.signals.state().resets.at(wanted - 1);
}

void FaultStage::await_configured() {
    await([](const Signals::State& state) { return state.configured; });
}

bool FaultStage::await_power_off(base::Milliseconds least, base::Milliseconds limit) {
    const base::Clock::time_point end = now() + limit;
    const auto first = static_cast<std::ptrdiff_t>(parts_.signals.state().power_offs.size());
    for (;;) {
        const Signals::State state = parts_.signals.state();
        const auto long_enough = [least](base::Milliseconds off) { return off >= least; };
        if (std::any_of(state.power_offs.begin() + first, state.power_offs.end(), long_enough)) return true;
        if (state.power_lost && now() >= *state.power_lost + least) return true;
        if (now() >= end) return false;
        const base::Clock::time_point look =
            state.power_lost ? std::min(end, *state.power_lost + least) : end;
        parts_.signals.wait(parts_.stop, look, [&state](const Signals::State& changed) {
            return changed.power_lost != state.power_lost;
        });
    }
}

double FaultStage::uplink_rate(base::Milliseconds window) {
    uplink_.add(now(), received_bytes());
    return uplink_.rate(window);
}

}  // namespace tetherlab::fault
