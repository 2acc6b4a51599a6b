// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/conclusion.hpp"
#include "harness/importer/import.hpp"

#include <string>
#include <vector>

namespace tetherlab::explain {

// What the log and the listings say of something that somebody in the text suspects.
enum class Support {
    kSupported,
    kAgainst,  // they show otherwise
    kOpen,     // they do not say
};

// "supported", "not supported", "open"
const char* to_text(Support support);

struct Guess {
    std::string what;  // "the USB port gives too little power"
    Support support = Support::kOpen;
    std::string why;
    std::vector<importer::Clue> said;      // where the text says so, the first few
    std::vector<importer::Clue> evidence;  // what speaks for or against it
};

// What people suspect in the prose of the text, each once. Only common wordings are understood, in English.
std::vector<Guess> find_guesses(const importer::Import& import,
                                const std::vector<importer::Conclusion>& conclusions);

}  // namespace tetherlab::explain
