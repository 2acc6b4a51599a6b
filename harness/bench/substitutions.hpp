// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench.hpp"

#include <filesystem>
#include <vector>

namespace tetherlab::bench {

// Reads the list that the build of the virtual router leaves beside its images. One a line: what, what the
// DIR-3040 has, what the virtual router has, and how, separated by tabs; lines that start with '#' are
// comments. Throws base::Error naming FILE:LINE.
std::vector<Substitution> load_substitutions(const std::filesystem::path& file);

}  // namespace tetherlab::bench
