// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/cli/reported_run.hpp"
#include "harness/history/database.hpp"

#include <stop_token>
#include <vector>

namespace tetherlab::cli {

// Scenarios that run several times. Repetitions go round: what else the machine does meanwhile meets every
// scenario. A stop ends what runs; what had not begun does not begin.
struct Series {
    const std::vector<Inputs>& inputs;
    int repeat;
    const Snapshot& snapshot;
    history::Database* results;  // where each run is added when it is over; may be null
    std::stop_token stop;

    std::size_t runs() const { return inputs.size() * static_cast<std::size_t>(repeat); }
};

// Both give the runs in their order: all scenarios of the first round, then those of the second.
std::vector<scenario::Run> run_one_by_one(const Series& series);

// On that many virtual benches at once, shown as a table on standard error. A run that had no bench is tried
// on another one, three times altogether; any other error of the rig is the run's verdict.
std::vector<scenario::Run> run_side_by_side(const Series& series, std::size_t benches);

}  // namespace tetherlab::cli
