// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/cli/schedule.hpp"

#include <functional>

namespace tetherlab::cli {

inline constexpr std::size_t kMostBenches = 64;

// What came of running a line once.
struct Ran {
    Ended ended;
    bool again;  // the line has to be run again
};

// What is done on the benches; called from a thread of each bench's own, for one line at one time from one
// thread alone.
struct Crew {
    std::function<Ran(std::size_t bench, std::size_t line)> run;
    std::function<void(std::size_t bench)> taken_out;  // it failed, and the others do what it had to do
};

// Runs all lines on that many benches at once. When a run throws, no bench begins another one, and the first
// exception comes from here when all have ended.
void side_by_side(std::size_t lines, std::size_t benches, const Crew& crew);

}  // namespace tetherlab::cli
