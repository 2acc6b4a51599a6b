// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tetherlab::history {

// What a matrix file asks for: a scenario, and the hotspot instead of its own one.
struct MatrixEntry {
    std::filesystem::path scenario;
    std::string hotspot;  // profile; empty for the scenario's own

    bool operator==(const MatrixEntry&) const = default;
};

// `runs`, a list of maps with `scenario` (a path relative to the file) and, where it is to run with others
// than its own, `hotspots` (names of profiles or paths relative to the scenario). Each scenario with each
// hotspot once. Throw base::ConfigError with file:line:column.
std::vector<MatrixEntry> parse_matrix(const std::string& yaml, const std::filesystem::path& file);
std::vector<MatrixEntry> load_matrix(const std::filesystem::path& file);

}  // namespace tetherlab::history
