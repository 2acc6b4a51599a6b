// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/history/result.hpp"
#include "harness/history/sqlite.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tetherlab::history {

// Which results are asked for; what is empty does not matter.
struct Filter {
    std::string scenario = {};
    std::string hotspot = {};
    std::string revision = {};
    std::string sha256 = {};
    std::string bench = {};
};

inline constexpr std::int64_t kAll = -1;

// How many runs of a scenario on a snapshot ended so.
struct Tally {
    std::string revision;
    std::string scenario;
    verdict::Verdict verdict = verdict::Verdict::kSkipped;
    std::int64_t count = 0;

    bool operator==(const Tally&) const = default;
};

// The results of this machine's runs, in one SQLite file that any number of processes use at once. What add()
// has returned from survives the process and the machine (write-ahead log, synced). Throws base::Error.
class Database {
public:
    // Makes the file and its folder, or brings an older file up to date.
    explicit Database(const std::filesystem::path& file);

    // Adds what is not there yet, all or none, and says how many that were.
    std::int64_t add(std::span<const Result> results);

    // Newest first, at most `limit`.
    std::vector<Result> find(const Filter& filter, std::int64_t limit = kAll);

    // Of images whose revision is known, by revision and scenario.
    std::vector<Tally> tallies(const Filter& filter);

    // How SQLite goes about find(), for tests: "SEARCH results USING INDEX …".
    std::string plan(const Filter& filter);

private:
    Connection connection_;
};

// XDG_STATE_HOME/tetherlab/results.sqlite, ~/.local/state without that variable.
std::filesystem::path default_file();

}  // namespace tetherlab::history
