// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/story.hpp"

#include <iosfwd>
#include <string>
#include <vector>

// The pastes of the importer's tests/corpus, every one, with what their logs tell.
namespace tetherlab::log {

struct Port {
    int session;
    const char* port;
    Role role;
    Counts counts;
    const char* timeline;  // as timeline() writes it; empty where counts are enough
};

struct Paste {
    const char* file;
    const char* holds;          // what it has in place of a log; empty when it has one
    std::vector<Clock> clocks;  // of the sessions
    std::vector<Port> ports;    // all whose device may be a hotspot, and some others
    std::vector<std::string> episodes;
    std::vector<std::string> codes;  // of the findings
    int breaks_off;                  // line
};

const std::vector<Paste>& pastes();

std::ostream& operator<<(std::ostream& out, const Paste& paste);

// What happened on a port, a line each:
//     4706.91 connect 2 2717:ff40
//     4716.97 usb0 62:6b:e3:5c:69:74
// Times are seconds of uptime, or of a day; "-" where the log has none.
std::string timeline(const Log& log, const Story& story);

}  // namespace tetherlab::log
