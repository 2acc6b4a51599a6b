// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/history/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

// Whether a new image does worse than the one before it. Pure.
namespace tetherlab::history {

// A scenario with a hotspot: one line of the matrix.
struct Cell {
    std::string scenario;
    std::string hotspot;

    bool operator==(const Cell&) const = default;
};

// The runs of one cell on one image, in the order they were made.
using Attempts = std::vector<Result>;

enum class Standing {
    kPassed,
    kFailed,   // every time it was judged
    kFlaky,    // it passed and it failed
    kRig,      // the rig went wrong every time
    kSkipped,  // the bench cannot do it
    kUnknown,  // it was never run
};

// What runs of the same come to. Those where the rig went wrong say nothing about the router and do not count
// while there is one that does.
Standing standing_of(const Attempts& attempts);

inline constexpr std::size_t kJudgements = 3;  // of what fails: as often it has to fail to count as broken
inline constexpr std::size_t kRigErrors = 3;   // that many, and it is given up

// Whether it has to be run again: not yet at all, after a failure that may be a flaky one's, after an error
// of the rig.
bool again(const Attempts& attempts);

enum class Change {
    kBroken,     // passed before, fails now
    kFixed,      // the other way round
    kFlaky,      // one side of it is flaky, so nothing can be said
    kUnchanged,  // passed or failed both times
    kRig,        // not judged, by the rig's fault
    kNotJudged,  // skipped, or there is nothing to compare with
};

const char* to_text(Change change);

Change change_of(Standing before, Standing now);

struct Row {
    Cell cell;
    Attempts before;
    Attempts now;
};

Change change_of(const Row& row);

// What went wrong first, before and now; empty where nothing did.
struct Evidence {
    std::string before;
    std::string now;
};

// The lines that differ. Nothing when both went wrong alike, or neither did.
std::optional<Evidence> differing_evidence(const Row& row);

// The same as one line.
std::string difference(const Row& row);

// "1 broken, 2 unchanged"
std::string sums(std::span<const Row> rows);

std::vector<Row> worst_first(std::span<const Row> rows);

// A line for each row, the broken ones first, then how many are what.
std::string table(std::span<const Row> rows);

// 0 nothing is broken, 1 something is, 3 the rig left something open and nothing is known to be broken.
int exit_code(std::span<const Row> rows);

}  // namespace tetherlab::history
