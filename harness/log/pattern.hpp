// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/event.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace tetherlab::log {

// How a message reads: its text with {name} for what varies. A {name} takes the shortest text up to what
// follows it, at the end the rest; {} is for what does not matter.
struct Pattern {
    Kind kind;
    std::string_view text;
};

// Whether a text begins as the pattern does, up to its first name: says quickly that most do not fit.
bool may_match(std::string_view pattern, std::string_view text);

// Puts what the names stand for into `event`: number, error and the like as numbers, the rest as text.
// False, and nothing put there, when the text does not fit or a number is none.
bool match(std::string_view pattern, std::string_view text, Event& event);

// What a message means, by the tables of patterns.cpp; nothing for one that means nothing here. Leaves time,
// session and line open.
std::optional<Event> event_of(std::string_view message);

// The same of what the named program said ("netifd", "usb_modeswitch").
std::optional<Event> event_of_program(std::string_view program, std::string_view message);

// Whether it is the beginning of a message that would mean something: the text ends in the middle of it.
bool breaks_off(std::string_view message);

// Whether it begins like a message that may mean something: a line that may go on in the next one.
bool may_go_on(std::string_view message);

}  // namespace tetherlab::log
