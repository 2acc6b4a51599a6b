// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/recorded_runs.hpp"

#include "gadget/base/error.hpp"
#include "harness/cli/inputs.hpp"
#include "harness/report/output_folder.hpp"

#include <fmt/format.h>

#include <span>
#include <utility>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {

void add_runs_options(CLI::App& command, RunsOptions& options) {
    command.add_option("--bench", options.bench, "bench file; lab/benches/virtual.yaml without it")
        ->check(CLI::ExistingFile);
    command.add_option("--out", options.out,
                       fmt::format("folder for the reports; out/TIME-{} without it", command.get_name()));
    command.add_flag("--boot", options.boot,
                     "boot both machines for every run, instead of going on from a snapshot");
    add_results_file(command, options.results);
}

RecordedRuns::RecordedRuns(const RunsOptions& options, const char* command, std::stop_token stop,
                           history::Database& database)
    : out_(options.out.empty() ? report::default_folder(command) : options.out),
      boot_(options.boot),
      stop_(std::move(stop)),
      database_(database) {}

history::Result RecordedRuns::run(Inputs inputs, const std::filesystem::path& image,
                                  const std::filesystem::path& name) {
    inputs.image = image;
    need_snapshot(inputs);
    const std::filesystem::path out = out_ / name;
    return record(inputs, reported_run(inputs, out, snapshot_, stop_), out);
}

void RecordedRuns::prepare_for_several(const Inputs& inputs) {
    need_snapshot(inputs);
    temporary_.emplace();
}

history::Result RecordedRuns::run_among_others(Inputs inputs, const std::filesystem::path& image,
                                               const std::filesystem::path& name,
                                               std::shared_ptr<event::Sink> watcher) {
    inputs.image = image;
    const std::filesystem::path out = out_ / name;
    return record(inputs, reported_run_among_others(inputs, out, snapshot_, std::move(watcher), stop_), out);
}

void RecordedRuns::need_snapshot(const Inputs& inputs) {
    if (!boot_ && !snapshot_) snapshot_ = snapshot_for(inputs, stop_);
}

history::Result RecordedRuns::record(const Inputs& inputs, const scenario::Run& run,
                                     const std::filesystem::path& out) {
    if (stop_.stop_requested()) throw base::Error("run", inputs.scenario.name, "asked to stop");
    history::Result result = result_of(inputs, run, out);
    const std::scoped_lock lock(database_lock_);
    database_.add(std::span(&result, 1));
    return result;
}

}  // namespace tetherlab::cli
