// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench_file.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/bench/snapshot.hpp"
#include "harness/event/event.hpp"

#include <filesystem>
#include <stop_token>

namespace tetherlab::bench {

// The snapshot that benches of this kind can go on from: the cache's, or a new one. That takes a boot, whose
// steps go to `log`. Throws base::Error, also when asked to stop.
Snapshot take_snapshot(const BenchFile& file, const std::filesystem::path& images, RunDirectory& run,
                       event::Log& log, const std::stop_token& stop);

}  // namespace tetherlab::bench
