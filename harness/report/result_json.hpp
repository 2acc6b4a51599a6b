// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/scenario/run.hpp"

#include <nlohmann/json_fwd.hpp>

namespace tetherlab::report {

// result.json, format "tetherlab-result" version 1: bench_start (from "boot", or from "snapshot" with the
// time it was made), verdict and cause, every step with its checks (expected, got, started_us, took_us),
// seed, faults (armed_us, scheduled_us, fired_us, ended_us), diagnoses, image revision, substitutions,
// deviations and versions; of a control experiment also wan (what became of it at the end) and comparison
// (culprit, conclusion, and how the run on the control ended). Times are microseconds since the run began, as
// in events.jsonl.
nlohmann::ordered_json to_json(const scenario::Run& run);

}  // namespace tetherlab::report
