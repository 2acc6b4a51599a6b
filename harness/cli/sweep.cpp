// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/sweep.hpp"

#include "gadget/base/text.hpp"
#include "harness/bench/run_directory.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace tetherlab::cli {

bool sweep_dead_runs(Say say) {
    bool clean = true;
    const std::vector<bench::Swept> swept = bench::sweep(bench::runs_folder());
    for (const bench::Swept& run : swept) {
        fmt::print(stderr, "cleaned up after run {}: {}\n", run.id,
                   run.removed.empty() ? "its folder" : base::join(run.removed, ", "));
        for (const std::string& failure : run.failures) fmt::print(stderr, "  left behind: {}\n", failure);
        clean = clean && run.failures.empty();
    }
    if (swept.empty() && say == Say::kAlways) fmt::print(stderr, "nothing was left behind\n");
    return clean;
}

}  // namespace tetherlab::cli
