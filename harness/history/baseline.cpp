// SPDX-License-Identifier: Apache-2.0
#include "harness/history/baseline.hpp"

#include <algorithm>

namespace tetherlab::history {
namespace {

bool is_judged(const Result& result) {
    return result.verdict == verdict::Verdict::kPass || result.verdict == verdict::Verdict::kFail;
}

}  // namespace

std::optional<ImageIdentity> last_baseline(Database& database, std::span<const Cell> cells,
                                           const std::string& bench, const std::string& sha256) {
    std::optional<Result> last;
    for (const Cell& cell : cells) {
        const std::vector<Result> results =
            database.find({.scenario = cell.scenario, .hotspot = cell.hotspot, .bench = bench});
        const auto found = std::find_if(results.begin(), results.end(), [&](const Result& result) {
            return is_judged(result) && !result.sha256.empty() && result.sha256 != sha256;
        });
        if (found != results.end() && (!last || found->started > last->started)) last = *found;
    }
    if (!last) return std::nullopt;
    return ImageIdentity{last->image, last->revision, last->sha256};
}

Attempts known_attempts(Database& database, const Cell& cell, const std::string& bench,
                        const std::string& sha256) {
    Attempts attempts =
        database.find({.scenario = cell.scenario, .hotspot = cell.hotspot, .sha256 = sha256, .bench = bench});
    std::erase_if(attempts, [](const Result& result) { return !is_judged(result); });
    attempts.resize(std::min(attempts.size(), kJudgements));
    std::reverse(attempts.begin(), attempts.end());
    return attempts;
}

}  // namespace tetherlab::history
