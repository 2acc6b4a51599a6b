// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

namespace tetherlab::bench {

// Of several times, in ms: the least that so many per cent of them do not exceed. 0 of none.
struct Spread {
    double p50 = 0;
    double p99 = 0;
    int trials = 0;
};

Spread spread(std::vector<double> times);

// Of a fault that has to act in a window: how often it did, and how late it acted each time, in ms.
struct Hits {
    int hits = 0;
    std::vector<double> late;  // of every trial, whether it hit or not
};

// What trials brought to light. All times in ms.
struct FaultSamples {
    std::vector<double> fired;  // how much later than scheduled a timed fault fired, by the hotspot's clock
    std::vector<double> seen;   // how much later than scheduled the router's console said so
    std::vector<double> clock;  // by how much `seen` may be wrong: nobody knows both clocks at one moment
    Hits context;
    Hits address;
};

// Whether the machine was given other work to do.
enum class Machine { kAsFound, kLoaded };

// Fired in time, and hit often enough: 5 ms at p99, 99 of 100, on a loaded machine 95 of 100.
bool meets_goals(const FaultSamples& samples, Machine machine);

// {"loaded": false, "fired": {"p50_ms": 0.1, "p99_ms": 0.9, "trials": 100}, "seen": {…, "clock_p99_ms": 1.5},
//  "hits": {"context": {"hits": 100, "trials": 100, "late": {"p50_ms": …}}, "address": {…}}, "goals_met":
//  true}
nlohmann::ordered_json to_json(const FaultSamples& samples, Machine machine);

}  // namespace tetherlab::bench
