// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/history/database.hpp"
#include "harness/history/regression.hpp"

#include <optional>
#include <span>
#include <string>

namespace tetherlab::history {

// The image that was judged last on the bench by one of the cells, if it is another one than `sha256`.
std::optional<ImageIdentity> last_baseline(Database& database, std::span<const Cell> cells,
                                           const std::string& bench, const std::string& sha256);

// The latest runs of the cell on that image and bench, oldest first, at most kJudgements; without errors of
// the rig.
Attempts known_attempts(Database& database, const Cell& cell, const std::string& bench,
                        const std::string& sha256);

}  // namespace tetherlab::history
