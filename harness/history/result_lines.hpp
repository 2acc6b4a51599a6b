// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/history/result.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Results as JSON lines: one object a line with the fields of Result by their names, seed and took_us as
// numbers, verdict as a word, diagnoses as a list. Read back, they are the same.
namespace tetherlab::history {

std::string to_lines(std::span<const Result> results);

// Throws base::ConfigError with file:line:column for the first line that is no result: not JSON, a field
// missing, unknown, of the wrong type or out of range.
std::vector<Result> parse_lines(std::string_view text, const std::string& file_name);

}  // namespace tetherlab::history
