// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/history/result.hpp"

#include <string>
#include <vector>

namespace tetherlab::history::testing {

// A failed run of d53 with every field filled in; run `number` started that many seconds after the first.
Result sample(int number = 0);

// `count` results like it, of 20 scenarios on 50 snapshots and 3 benches.
std::vector<Result> samples(int count);

// "2026-01-31T12:00:00Z" and `seconds`.
std::string time_after(int seconds);

}  // namespace tetherlab::history::testing
