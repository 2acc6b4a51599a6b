// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/cli/reported_run.hpp"
#include "harness/history/database.hpp"

#include <filesystem>
#include <optional>

namespace CLI {
class App;
}

namespace tetherlab::cli {

// Where the results of runs go.
struct ResultsOptions {
    std::filesystem::path file;  // empty: history::default_file()
    bool none = false;
};

// --results FILE; add_results_options also --no-results.
void add_results_file(CLI::App& command, ResultsOptions& options);
void add_results_options(CLI::App& command, ResultsOptions& options);

history::Database open_results(const ResultsOptions& options);

// What the run comes to, for a report in `out`.
history::Result result_of(const Inputs& in, const scenario::Run& run, const std::filesystem::path& out);

}  // namespace tetherlab::cli
