// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/board/board.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::board {

// Board files; lab/boards/dir-3040-a1.yaml says what each key means. Both throw base::ConfigError with
// file:line:column for what is unknown, missing or out of range.
Board parse_board(const std::string& yaml, const std::filesystem::path& file);
Board load_board(const std::filesystem::path& file);

}  // namespace tetherlab::board
