// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/cli/reported_run.hpp"
#include "harness/cli/results.hpp"
#include "harness/cli/shared_temporary_folder.hpp"
#include "harness/history/database.hpp"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

namespace tetherlab::cli {

// What such a command lets be chosen.
struct RunsOptions {
    std::filesystem::path bench;  // empty: the usual one
    std::filesystem::path out;
    bool boot = false;  // every bench boots
    ResultsOptions results;
};

// --bench, --out, --boot and --results.
void add_runs_options(CLI::App& command, RunsOptions& options);

// Runs things as `run` does for a command that judges several runs, and keeps every result in the database at
// once. All benches start from one snapshot, unless they boot.
class RecordedRuns {
public:
    // Reports go to the folder that `options` name, or to out/TIME-`command`.
    RecordedRuns(const RunsOptions& options, const char* command, std::stop_token stop,
                 history::Database& database);

    const std::filesystem::path& out() const { return out_; }

    // Reports go to `name` in the folder. Throws base::Error when the run was asked to stop: it says nothing.
    history::Result run(Inputs inputs, const std::filesystem::path& image, const std::filesystem::path& name);

    // From now on run_among_others() may be called, from several threads at once. Makes what they share, for
    // benches like that of `inputs`.
    void prepare_for_several(const Inputs& inputs);

    // As run(), but what happens goes to `watcher` alone.
    history::Result run_among_others(Inputs inputs, const std::filesystem::path& image,
                                     const std::filesystem::path& name, std::shared_ptr<event::Sink> watcher);

private:
    void need_snapshot(const Inputs& inputs);
    history::Result record(const Inputs& inputs, const scenario::Run& run, const std::filesystem::path& out);

    std::filesystem::path out_;
    bool boot_;
    std::stop_token stop_;
    history::Database& database_;
    std::mutex database_lock_;
    Snapshot snapshot_;
    std::optional<SharedTemporaryFolder> temporary_;
};

}  // namespace tetherlab::cli
