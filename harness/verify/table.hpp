// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/verify/comparison.hpp"

#include <string>

#include <nlohmann/json.hpp>

namespace tetherlab::verify {

// A line for each field: mark, field, expected, got. What differs has `>>` before it, what is unsaid `~`,
// what is unread `?`. The known deviations and the summary come last.
std::string table(const Comparison& comparison);

nlohmann::ordered_json to_json(const Comparison& comparison);

}  // namespace tetherlab::verify
