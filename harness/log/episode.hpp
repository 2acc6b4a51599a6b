// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/story.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// What the events of a port add up to.
namespace tetherlab::log {

enum class EpisodeKind {
    kStorm,       // it leaves and comes back again and again, at no fixed distance
    kLoop,        // the same at a fixed distance
    kDrop,        // it left once and came back as the same device
    kGone,        // it left and did not come back
    kModeSwitch,  // it left and came back at once as another product
    kLadder,      // attempts to enumerate it fail one after another
    kStall,       // it is on the bus and takes no frames
    kTogether,    // several ports lose their devices at one moment: what they hang on went
};

// "storm", "loop", …
const char* to_text(EpisodeKind kind);

// How it went on.
enum class After {
    kStays,     // the device is there to the end of the log, or for long
    kStops,     // no device comes any more
    kGivesUp,   // the kernel has given up
    kRecovers,  // the next attempt works
    kGoesOn,    // it is not over where the log ends
};

const char* to_text(After after);

struct Episode {
    EpisodeKind kind = EpisodeKind::kStorm;
    int session = 0;
    std::string port;  // of kTogether the one that everything hangs on
    std::optional<Micros> begins;
    std::optional<Micros> ends;
    int count = 0;     // disconnects; attempts of kLadder, watchdogs of kStall, ports of kTogether
    int failures = 0;  // attempts to enumerate that failed meanwhile
    std::optional<Micros> period;   // median from one disconnect to the next
    std::optional<Micros> longest;  // the same, longest
    std::optional<Micros> up;       // median time on the bus
    std::optional<Micros> down;     // median time off it
    After after = After::kStays;
    std::optional<Micros> stays;      // how long the device that came last was there
    std::vector<std::size_t> events;  // what it consists of, into Log::events
    std::size_t first = 0;            // attachments of the story, first and last
    std::size_t last = 0;
};

std::vector<Episode> episodes(const Log& log, const std::vector<Story>& stories);

// "7 disconnects in 30.5 s, one every 5.5 s (1.8 to 12.0 s), …"
std::string sentence(const Episode& episode, const Log& log);

// "5.9 s", "2 min 5 s"
std::string duration_text(Micros duration);

}  // namespace tetherlab::log
