// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/run_directory.hpp"

#include <cstdlib>

namespace tetherlab::cli {

// TMPDIR of a process in which several runs go on at once: a folder that the ledger knows, as a single run's
// is.
class SharedTemporaryFolder {
public:
    SharedTemporaryFolder() { ::setenv("TMPDIR", directory_.path().c_str(), 1); }

private:
    bench::RunDirectory directory_{bench::runs_folder()};
};

}  // namespace tetherlab::cli
