// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/cli/reported_run.hpp"
#include "harness/cli/schedule.hpp"
#include "harness/history/database.hpp"

#include <filesystem>
#include <optional>
#include <string>

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

// The same of it for a schedule, and for the line of a table: "pass", "fail: http: client: expected …".
Ended ended(const history::Result& result);
std::string outcome_text(const history::Result& result);

}  // namespace tetherlab::cli
