// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/episode.hpp"

#include <string>
#include <vector>

namespace tetherlab::log {

enum class Certainty {
    kShown,     // the kernel says so
    kLikely,    // what it says fits nothing else that is common
    kPossible,  // one of several things that fit
};

// "shown", "likely", "possible"
const char* to_text(Certainty certainty);

// A line that something rests on.
struct Evidence {
    int line = 0;  // of the text that was read; 0: it stands in none
    std::string text;

    bool operator==(const Evidence&) const = default;
};

// Something that is or was wrong, told so that the router's owner can act.
struct Finding {
    std::string code;  // "brownout"; docs/diagnosis.md lists them
    Certainty certainty = Certainty::kShown;
    bool over = false;  // it happened and went well in the end
    std::string sentence;
    std::vector<Evidence> evidence;
    std::vector<std::string> against;  // other causes that come to mind, and what speaks against each
    std::string advice;
    std::string port;  // "1-1"; empty for what is of no port
};

// Everything that was made out of a log.
struct Account {
    Log log;
    std::vector<Story> stories;
    std::vector<Episode> episodes;
};

Account account(std::span<const paste::Line> text);

// Pure. What the log alone shows, the first cause first. Of devices that are certainly no hotspot nothing is
// said.
std::vector<Finding> findings(const Account& account);

}  // namespace tetherlab::log
