// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/outcome.hpp"
#include "harness/importer/statement.hpp"
#include "harness/importer/to_profile.hpp"
#include "harness/log/finding.hpp"
#include "harness/paste/paste.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

// From pasted texts to profiles, fault timelines and what is wrong.
namespace tetherlab::importer {

struct Text {
    std::string name;     // as origins name it: "thread.txt"
    std::string content;  // its beginning, when it is longer than paste::kMostBytes
    bool whole = true;
};

// One text, taken to pieces.
struct ReadText {
    std::string name;
    bool whole = true;
    std::vector<paste::Line> lines;
    std::vector<bool> of_dump;  // by index of the line
    log::Account account;
    bool device_side = false;  // all of its log is from inside a hotspot
};

struct Imported {
    Device device;
    Outcome outcome;
    std::optional<Draft> draft;          // of kProfile
    std::optional<std::size_t> mode_of;  // index of another identity of the same unit, and
    std::string mode_reason;             // … how that is known
};

struct Import {
    std::vector<ReadText> texts;
    std::vector<Imported> devices;  // in the order in which the texts name them
    std::vector<Remark> ignored;    // what looked like a device and is none
    std::vector<Statement> statements;

    std::vector<std::string> names() const;  // of the texts, for to_text(Place)
    bool has_profile() const;

    // Why there is no profile, in one line a text: "dmesg.txt: no descriptors: 2717:ff80"
    std::vector<std::string> refusals() const;
};

// Never throws for what the texts say.
Import import_texts(std::span<const Text> texts);

}  // namespace tetherlab::importer
