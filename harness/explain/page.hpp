// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/explain/explain.hpp"

#include <string>

namespace tetherlab::explain {

// For people, on a terminal: what happened, episodes, diagnosis with evidence and advice, and what of the
// text's guesses the log supports. Every line of evidence has its number in the text.
std::string page(const Explanation& explanation);

// The same for programs, with every event; docs/diagnosis.md says what each member means.
std::string json(const Explanation& explanation);

}  // namespace tetherlab::explain
