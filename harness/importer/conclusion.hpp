// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/import.hpp"

#include <string>
#include <vector>

namespace tetherlab::importer {

struct Clue {
    Place place;
    std::string text;
};

// Something that is or was wrong, as log::Finding, with evidence from any of the texts.
struct Conclusion {
    std::string code;  // "missing-kmod", "subnet-clash", "no-battery", and those of log::Finding
    log::Certainty certainty = log::Certainty::kShown;
    bool over = false;
    std::string sentence = {};
    std::vector<Clue> evidence = {};
    std::vector<std::string> against = {};
    std::string advice = {};
};

// What dumps, logs and people's words show together. Pure.
std::vector<Conclusion> conclude(const Import& import);

}  // namespace tetherlab::importer
