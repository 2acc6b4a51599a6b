// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/run_directory.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/sweep.hpp"

#include <CLI/CLI.hpp>

namespace tetherlab::cli {

void add_clean(CLI::App& app, int& status) {
    CLI::App* clean =
        app.add_subcommand("clean", "Remove what a killed run left behind; every run does this first");
    clean->callback([&status] { status = sweep_dead_runs(Say::kAlways) ? 0 : kRigError; });
}

}  // namespace tetherlab::cli
