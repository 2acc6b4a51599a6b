// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/stamp.hpp"

#include <optional>
#include <string_view>

namespace tetherlab::log {

// A line of a log, taken apart: who says what and when. Points into the line.
struct Said {
    std::optional<Micros> uptime;  // since boot
    std::optional<Micros> delta;   // since the line before, instead of a time
    std::optional<WallTime> wall;  // may come with an uptime: logread has both
    std::string_view stamp;        // the uptime's digits, or the wall time as it stands there
    std::string_view host;
    std::string_view program;  // "kernel", "netifd"; empty when none is named
    std::string_view message;

    bool has_time() const { return uptime || delta || wall; }

    // Whether the line certainly is of a log.
    bool is_log() const { return has_time() || !program.empty(); }
};

// Any line, also one that is of no log: then the message is all of it, without the blanks around it.
// Reads priorities, facilities, host names, callers ("[   T12]"), and what `grep` and a shell's prompt leave
// before it all.
Said take_apart(std::string_view line);

}  // namespace tetherlab::log
