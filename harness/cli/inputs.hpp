// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/cli/reported_run.hpp"

namespace tetherlab::cli {

// What a command line chooses for a scenario; what is empty is as the scenario or the defaults say.
struct Choice {
    std::filesystem::path bench = {};
    std::string image = {};    // as Places::image takes it, relative to the working directory
    std::string hotspot = {};  // profile
};

// Reads the scenario and everything it names. `out` and `control` stay empty.
Inputs read_inputs(const Choice& choice, const std::filesystem::path& scenario_file);

// Throws base::ConfigError when there cannot be that many benches like this one at a time.
void check_benches(std::size_t benches, const bench::BenchFile& bench);

// A saved bench for inputs like these, made when there is none; nothing for one with a real hotspot or
// router, which boots always: a snapshot is of two virtual machines.
Snapshot snapshot_for(const Inputs& in, const std::stop_token& stop);

}  // namespace tetherlab::cli
