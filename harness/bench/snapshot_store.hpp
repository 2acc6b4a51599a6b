// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/bench/snapshot.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace tetherlab::bench {

// ${TETHERLAB_CACHE:-${XDG_CACHE_HOME:-~/.cache}/tetherlab}/images. Throws base::Error when none of the
// variables is set.
std::filesystem::path images_folder();

// Snapshots by their key, each in a folder snapshot-HASH that appears when it is complete. Several processes
// may use one store at once.
class SnapshotStore {
public:
    explicit SnapshotStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // Marks it as used now.
    std::optional<Snapshot> find(const std::string& key) const;

    // Fills a new snapshot's folder and returns the router's age.
    using Fill = std::function<base::Milliseconds(const std::filesystem::path& folder)>;

    // find(), or a new one. Only one process fills a snapshot; others wait for it. What is unfinished is in
    // the ledger of `run`, so nothing of it outlives a killed process. Forgets what has not been used for
    // longest. Throws what `fill` throws, base::Error, also when asked to stop, and base::TimeoutError.
    Snapshot find_or_make(const std::string& key, RunDirectory& run, const Fill& fill,
                          const base::Deadline& deadline, const std::stop_token& stop) const;

private:
    std::filesystem::path folder_of(const std::string& key) const;
    void forget_oldest(RunDirectory& run) const;

    std::filesystem::path folder_;
};

}  // namespace tetherlab::bench
