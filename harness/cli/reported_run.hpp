// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"
#include "harness/bench/bench_file.hpp"
#include "harness/bench/snapshot.hpp"
#include "harness/cli/places.hpp"
#include "harness/event/event.hpp"
#include "harness/scenario/run.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/verdict/control.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace tetherlab::cli {

// A machine to compare with.
struct ControlMachine {
    verdict::Control what;
    std::filesystem::path image;  // a router's
};

// Everything that can be wrong with the user's files is found here, before anything is made.
struct Inputs {
    Places places;
    scenario::Scenario scenario;
    std::filesystem::path image;
    profile::Profile hotspot;
    bench::BenchFile bench;
    std::filesystem::path out;
    std::uint64_t seed = 0;  // 0: a new one for each run
    std::optional<ControlMachine> control;
};

using Snapshot = std::optional<bench::Snapshot>;

// Runs the scenario, then the same on the control if there is one, each on a bench of its own. Reports go to
// `out`, those of the control to out/control, and what came of it to standard error.
scenario::Run reported_run(const Inputs& in, const std::filesystem::path& out, const Snapshot& snapshot,
                           const std::stop_token& stop);

// The same without a control, where other runs go on in this process: what happens goes to `watcher` instead
// of standard error, and TMPDIR stays as it is.
scenario::Run reported_run_among_others(const Inputs& in, const std::filesystem::path& out,
                                        const Snapshot& snapshot, std::shared_ptr<event::Sink> watcher,
                                        const std::stop_token& stop);

}  // namespace tetherlab::cli
