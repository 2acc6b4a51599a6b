// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tetherlab::cli {

enum class Say {
    kWhenFound,  // a line for each dead run, nothing when there was none
    kAlways,
};

// Removes what dead runs left behind and says so on standard error. False when something could not be
// removed.
bool sweep_dead_runs(Say say);

}  // namespace tetherlab::cli
