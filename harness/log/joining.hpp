// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/prefix.hpp"
#include "harness/paste/paste.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace tetherlab::log {

// An event and how many lines of the text it took.
struct Joined {
    std::optional<Event> event;
    std::size_t lines = 1;
};

// What line `at` of the text means, with the lines after it that a mailer or terminal broke off. A line goes
// on in the next when that has no time of its own and the two make more sense together: joined with a blank,
// or without one where a word was broken.
Joined join(std::span<const paste::Line> text, std::size_t at, const Said& said);

}  // namespace tetherlab::log
