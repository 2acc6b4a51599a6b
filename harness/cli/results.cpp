// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/results.hpp"

#include <fmt/format.h>

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

Ended ended(const history::Result& result) {
    if (result.verdict != verdict::Verdict::kError) return Ended::kJudged;
    return result.evidence.starts_with("bench: ") ? Ended::kNotMade : Ended::kBroke;
}

std::string outcome_text(const history::Result& result) {
    const std::string why = result.evidence.substr(0, result.evidence.find('\n'));
    return fmt::format("{}{}{}", verdict::to_text(result.verdict), why.empty() ? "" : ": ", why);
}

}  // namespace tetherlab::cli
