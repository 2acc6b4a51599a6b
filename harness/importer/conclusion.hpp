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

// Why the texts say little of what went wrong, and what would: they have no log, or one without a device that
// may be a hotspot. Empty when they have one with such a device.
std::string missing_log(const Import& import);

// What dumps, logs and people's words show together. Pure.
std::vector<Conclusion> conclude(const Import& import);

}  // namespace tetherlab::importer
