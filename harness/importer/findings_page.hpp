// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/conclusion.hpp"
#include "harness/importer/import.hpp"

#include <string>
#include <vector>

namespace tetherlab::importer {

enum class Confidence { kHigh, kMedium, kLow };

struct Judged {
    Confidence confidence = Confidence::kHigh;
    std::string reason;
};

// How far a profile can be relied on.
Judged confidence_in(const Imported& imported);

// The files written for a device.
struct Written {
    std::size_t device = 0;  // index in Import::devices
    std::string profile;
    std::string scenario;
    std::string without_replay;
};

// Markdown: what was recognised, what is wrong, what was left out and why.
std::string findings_page(const Import& import, const std::vector<Conclusion>& conclusions,
                          const std::vector<Written>& written);

}  // namespace tetherlab::importer
