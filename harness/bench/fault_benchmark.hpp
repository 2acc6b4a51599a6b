// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/order.hpp"
#include "gadget/profile/profile.hpp"
#include "harness/bench/fault_figures.hpp"
#include "harness/bench/trial_log.hpp"
#include "harness/bench/virtual_bench.hpp"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace tetherlab::bench {

// Tries how exactly faults happen, on one bench that stays up. Each trial begins and ends with the hotspot
// unplugged and a router that has seen it go.
class FaultBenchmark {
public:
    // Prepares the hotspot on a bench with `wire: udc`, which it borrows, as the log. Throws base::Error.
    FaultBenchmark(VirtualBench& bench, const profile::Profile& hotspot, event::Log& log,
                   std::stop_token stop, const base::Deadline& deadline);

    // One trial each of a timed fault, and of an address failure at both stages. What the router said in a
    // trial that missed becomes a note in the log.
    void round();

    const FaultSamples& samples() const { return samples_; }

private:
    void try_timed();
    void try_window(const std::string& stage, const std::string& said, Hits& hits);
    TrialLog::Time arm(const fault::Order& order, const base::Deadline& deadline);
    TrialLog::Time unplug_and_end(const base::Deadline& deadline);
    std::string devices(const base::Deadline& deadline);
    void await_quiet(const base::Deadline& deadline);

    VirtualBench& bench_;
    event::Log& log_;
    std::shared_ptr<TrialLog> trial_;
    FaultSamples samples_;
};

}  // namespace tetherlab::bench
