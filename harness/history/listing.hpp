// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/history/database.hpp"

#include <span>
#include <string>

// Results as text for a terminal.
namespace tetherlab::history {

// A line for each result: when, how it ended, scenario, snapshot, bench, and what went wrong first.
std::string listing(std::span<const Result> results);

// A row for each scenario, a column for each snapshot, the newest on the right; as many of these as fit into
// `width`. A cell says "pass", "fail", how many of the runs that were judged passed ("2/3"), or "error" and
// "skip" when none was.
std::string plot(std::span<const Tally> tallies, std::size_t width);

}  // namespace tetherlab::history
