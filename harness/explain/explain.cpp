// SPDX-License-Identifier: Apache-2.0
#include "harness/explain/explain.hpp"

#include "harness/explain/conclusions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::explain {
namespace {

std::string refusal(const importer::ReadText& text) {
    const bool has_dump = std::find(text.of_dump.begin(), text.of_dump.end(), true) != text.of_dump.end();
    const log::Log& log = text.account.log;
    if (log.lines == 0 && !has_dump) {
        return fmt::format(
            "{}: expected lines of a kernel log, such as 'usb 1-1: USB disconnect, device number 2', "
            "got none",
            text.name);
    }
    if (!text.device_side || has_dump) return {};
    return fmt::format(
        "{}: a log from inside a hotspot (lines {} to {}): its USB side is the other end of the cable, "
        "and says nothing of what a router saw",
        text.name, log.sessions.front().first_line, log.sessions.back().last_line);
}

}  // namespace

Explanation explain(const importer::Text& text) {
    Explanation explanation;
    explanation.import = importer::import_texts({&text, 1});
    explanation.refusal = refusal(explanation.text());
    if (!explanation.refusal.empty()) return explanation;
    explanation.conclusions = explain::conclude(explanation.import);
    explanation.guesses = find_guesses(explanation.import, explanation.conclusions);
    return explanation;
}

}  // namespace tetherlab::explain
