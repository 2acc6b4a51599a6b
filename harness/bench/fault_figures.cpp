// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/fault_figures.hpp"

#include <algorithm>
#include <cmath>

namespace tetherlab::bench {
namespace {

constexpr double kLatest = 5;  // ms, at p99
constexpr double kHits = 0.99;
constexpr double kHitsLoaded = 0.95;

// By the nearest rank; `sorted` is not empty.
double percentile(const std::vector<double>& sorted, double percent) {
    const auto rank = std::ceil(percent / 100 * static_cast<double>(sorted.size()));
    return sorted[static_cast<std::size_t>(rank) - 1];
}

double rate(const Hits& window) {
    return static_cast<double>(window.hits) / static_cast<double>(window.late.size());
}

nlohmann::ordered_json to_json(const Spread& spread) {
    return {{"p50_ms", spread.p50}, {"p99_ms", spread.p99}, {"trials", spread.trials}};
}

nlohmann::ordered_json to_json(const Hits& window) {
    return {{"hits", window.hits}, {"trials", window.late.size()}, {"late", to_json(spread(window.late))}};
}

}  // namespace

Spread spread(std::vector<double> times) {
    if (times.empty()) return {};
    std::sort(times.begin(), times.end());
    return {percentile(times, 50), percentile(times, 99), static_cast<int>(times.size())};
}

bool meets_goals(const FaultSamples& samples, Machine machine) {
    const double least = machine == Machine::kLoaded ? kHitsLoaded : kHits;
    return spread(samples.fired).p99 <= kLatest && rate(samples.context) >= least &&
           rate(samples.address) >= least;
}

nlohmann::ordered_json to_json(const FaultSamples& samples, Machine machine) {
    nlohmann::ordered_json seen = to_json(spread(samples.seen));
    seen["clock_p99_ms"] = spread(samples.clock).p99;
    return {{"loaded", machine == Machine::kLoaded},
            {"fired", to_json(spread(samples.fired))},
            {"seen", std::move(seen)},
            {"hits", {{"context", to_json(samples.context)}, {"address", to_json(samples.address)}}},
            {"goals_met", meets_goals(samples, machine)}};
}

}  // namespace tetherlab::bench
