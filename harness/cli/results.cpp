// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/results.hpp"

#include <CLI/CLI.hpp>

namespace tetherlab::cli {

void add_results_file(CLI::App& command, ResultsOptions& options) {
    command.add_option("--results", options.file,
                       "results database; ~/.local/state/tetherlab/results.sqlite without it");
}

void add_results_options(CLI::App& command, ResultsOptions& options) {
    add_results_file(command, options);
    command.add_flag("--no-results", options.none, "write nothing to a results database")
        ->excludes("--results");
}

history::Database open_results(const ResultsOptions& options) {
    return history::Database(options.file.empty() ? history::default_file() : options.file);
}

history::Result result_of(const Inputs& in, const scenario::Run& run, const std::filesystem::path& out) {
    return history::result_of(
        run, {history::identify(in.image), in.bench.name, std::filesystem::absolute(out).lexically_normal()});
}

}  // namespace tetherlab::cli
