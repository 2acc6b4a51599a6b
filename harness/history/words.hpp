// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/verdict/verdict.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// How a result's verdict and diagnoses are written down.
namespace tetherlab::history {

// The other way of verdict::to_text; nothing for another word.
std::optional<verdict::Verdict> verdict_of(std::string_view word);

// The codes in "missing-kmod subnet-clash".
std::vector<std::string> words_of(std::string_view text);

}  // namespace tetherlab::history
