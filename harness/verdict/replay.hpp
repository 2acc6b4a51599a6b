// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/timeline.hpp"
#include "harness/observe/kernel_log.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

// What a router has to show of a replayed timeline, and what it did show.
namespace tetherlab::verdict {

// replayed: ID. The router's log has the events of the timeline that this fault plays, in their order and on
// time.
struct Replayed {
    std::string id;
    fault::Playback playback;
    std::vector<observe::KernelEvent>
        capture;  // the log it is from, event for event; empty when it is from none
};

// An event of the timeline. Times count from the first event. That one may itself have been late in the
// router's log, so all others may seem early: what counts is that there is one origin of time from which each
// event is within its tolerance.
struct ReplayedEvent {
    std::string what;  // the line of the capture, or the word of the timeline
    std::chrono::microseconds captured{0};
    std::chrono::microseconds wanted{0};                          // after the compression
    std::optional<std::chrono::microseconds> got = std::nullopt;  // nothing: not seen so far
    std::string note = {};                                        // how the router's line differs
    bool ok = false;
};

struct Replay {
    std::vector<ReplayedEvent> events;
    std::vector<std::string> remarks;  // on all of it: compression, other controller, other device numbers
    std::string got;                   // in one sentence
    bool held = false;                 // all events were seen, in order and on time
};

// How far off an event may be: a tenth of its time, or 150 ms if that is more.
std::chrono::microseconds tolerance(std::chrono::microseconds wanted);

// `log`: the router's since the fault was armed.
Replay compare(const Replayed& wanted, const std::vector<observe::LogLine>& log);

}  // namespace tetherlab::verdict
