// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/explain/guess.hpp"
#include "harness/importer/conclusion.hpp"
#include "harness/importer/import.hpp"

#include <string>
#include <vector>

// What a pasted text says went wrong: its kernel log first, with the device listings and people's words
// around it.
namespace tetherlab::explain {

struct Explanation {
    importer::Import import;                        // of one text
    std::vector<importer::Conclusion> conclusions;  // the first cause first
    std::vector<Guess> guesses;
    std::string refusal;  // why there is nothing to explain, in one line; empty when there is

    const importer::ReadText& text() const { return import.texts.front(); }

    const log::Account& account() const { return text().account; }
};

// Never throws for what the text says.
Explanation explain(const importer::Text& text);

}  // namespace tetherlab::explain
