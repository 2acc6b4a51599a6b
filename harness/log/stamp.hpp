// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/event.hpp"

#include <optional>
#include <string_view>

// The time before a message, in the forms that dmesg, syslog, logread and journalctl print.
namespace tetherlab::log {

// A point of a calendar. Without a year it is in 2000, without a date on its first day: only differences mean
// anything.
struct WallTime {
    Micros at{0};
    bool has_year = false;
};

// Each takes its form from the front of `text`, blanks after it included, or leaves `text` as it is.

// "[  489.702789]", "[5.485417]", "<6>[    5.1]" without its "<6>"; also journalctl's short-monotonic.
std::optional<Micros> take_uptime(std::string_view& text);

// "[  +0.000005]" (dmesg -e) and "[<    0.000005>]" (dmesg -d): since the line before.
std::optional<Micros> take_delta(std::string_view& text);

// "6,339,5140900,-;" of /dev/kmsg.
std::optional<Micros> take_kmsg(std::string_view& text);

// "Aug  7 17:59:49", "2022 Aug  7 17:59:49.123", "Thu Aug  7 17:59:49 2022", "[Thu Aug  7 17:59:49 2022]",
// "[Aug 7 17:59]", "2022-08-07T17:59:49,123456+02:00", "Thu 2022-08-07 17:59:49 CEST", "1659887989.123456",
// "17:59:49.123".
std::optional<WallTime> take_wall(std::string_view& text);

}  // namespace tetherlab::log
