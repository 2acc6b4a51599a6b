// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/cli/reported_run.hpp"
#include "harness/history/database.hpp"

#include <filesystem>
#include <stop_token>

namespace tetherlab::cli {

// Runs things as `run` does for a command that judges several runs, and keeps every result in the database at
// once. All benches start from one snapshot, unless they boot.
class RecordedRuns {
public:
    struct How {
        std::filesystem::path out;  // the reports' folder
        bool boot = false;          // every bench boots
        std::stop_token stop;
    };

    RecordedRuns(How how, history::Database& database) : how_(std::move(how)), database_(database) {}

    // Reports go to `name` in the folder. Throws base::Error when the run was asked to stop: it says nothing.
    history::Result run(Inputs inputs, const std::filesystem::path& image, const std::filesystem::path& name);

private:
    How how_;
    history::Database& database_;
    Snapshot snapshot_;
};

}  // namespace tetherlab::cli
