// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/event.hpp"
#include "harness/paste/paste.hpp"

#include <span>
#include <string>
#include <vector>

// A kernel's log, in any form people paste, as typed events.
namespace tetherlab::log {

enum class Clock { kNone, kUptime, kWall };

const char* to_text(Clock clock);

// What one kernel said from one boot on, as far as the text has it. A text may hold several: of two hosts, of
// two boots, or an excerpt without times of which nobody knows where it belongs.
struct Session {
    std::string host;  // empty when the text does not name it
    Clock clock = Clock::kNone;
    int first_line = 0;
    int last_line = 0;
    std::optional<Micros> ends;  // time of its last line
    std::string kernel;          // "6.6.41", where the log says it
    std::string begins;          // why it is a session of its own; empty for the first
    bool device_side = false;    // of a hotspot's own kernel: its USB side is the other end of the cable
};

// More than anybody reads; the rest of a longer log is not looked at.
inline constexpr std::size_t kMostEvents = 200'000;
inline constexpr std::size_t kMostSessions = 1'000;

struct Log {
    std::vector<Session> sessions;
    std::vector<Event> events;  // by session, then time; those of device-side sessions, too
    int lines = 0;              // of the text that are of a log
    int repeated = 0;           // events that stand twice in the text, counted once
    bool cut = false;           // there was more than kMostEvents or kMostSessions
    int breaks_off = 0;         // the line of its last message, when the text ends in the middle of that
    std::vector<bool> of_log;   // which lines of the text are of a log, by index
};

// Rejoins wrapped lines, tells hosts and boots apart, and leaves out what stands twice: quoted, or once by
// dmesg and once by syslog. Never throws.
Log read(std::span<const paste::Line> text);

}  // namespace tetherlab::log
