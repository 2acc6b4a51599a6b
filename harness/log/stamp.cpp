// SPDX-License-Identifier: Apache-2.0
#include "harness/log/stamp.hpp"

#include "harness/log/scanner.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace tetherlab::log {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr int kLeapYear = 2000;                  // has a 29th of February
constexpr std::int64_t kEarliest = 100'000'000;  // 1973: less is no Unix time but some other number

// ".123456" or ",123456", of which six digits count; none is 0.
Micros take_fraction(std::string_view& text) {
    if (text.empty() || (text.front() != '.' && text.front() != ',')) return Micros(0);
    std::string_view rest = text.substr(1);
    std::int64_t value = 0;
    int digits = 0;
    for (; !rest.empty() && is_digit(rest.front()); rest.remove_prefix(1)) {
        if (digits < 6) value = value * 10 + (rest.front() - '0');
        ++digits;
    }
    if (digits == 0) return Micros(0);
    for (; digits < 6; ++digits) value *= 10;
    text = rest;
    return Micros(value);
}

// "17:59:49.123"; seconds may be missing where `short_form` is allowed.
std::optional<Micros> take_clock(std::string_view& text, bool short_form = false) {
    std::string_view rest = text;
    const auto hours = take_digits(rest, 1, 2);
    if (!hours || *hours > 23 || !take(rest, ":")) return std::nullopt;
    const auto minutes = take_digits(rest, 2, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    std::int64_t seconds = 0;
    if (take(rest, ":")) {
        const auto read = take_digits(rest, 2, 2);
        if (!read || *read > 60) return std::nullopt;
        seconds = *read;
    } else if (!short_form) {
        return std::nullopt;
    }
    const Micros fraction = take_fraction(rest);
    text = rest;
    return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) + std::chrono::seconds(seconds) +
           fraction;
}

std::optional<Micros> date(std::int64_t year, std::int64_t month, std::int64_t day) {
    const std::chrono::year_month_day ymd(std::chrono::year(static_cast<int>(year)),
                                          std::chrono::month(static_cast<unsigned>(month)),
                                          std::chrono::day(static_cast<unsigned>(day)));
    if (!ymd.ok()) return std::nullopt;
    return std::chrono::sys_days(ymd).time_since_epoch();
}

// 1 … 12. A word of another language counts as January: a log seldom spans months.
std::optional<int> take_month(std::string_view& text) {
    constexpr std::size_t kLongest = 6;
    const std::string_view word = peek_word(text);
    const auto* found = std::find(kMonths.begin(), kMonths.end(), word.substr(0, 3));
    const bool foreign = found == kMonths.end();
    const bool letters = std::all_of(word.begin(), word.end(), [](char c) {
        return is_letter(c) || c == '.' || static_cast<unsigned char>(c) >= 0x80;
    });
    if (word.size() < 3 || word.size() > kLongest || !letters) return std::nullopt;
    text.remove_prefix(word.size());
    return foreign ? 1 : static_cast<int>(found - kMonths.begin()) + 1;
}

std::optional<std::int64_t> take_year(std::string_view& text) {
    std::string_view rest = text;
    const auto year = take_digits(rest, 4, 4);
    const bool ends = rest.empty() || rest.front() == ' ' || rest.front() == ']' || rest.front() == '-';
    if (!year || *year < 1970 || *year > 2100 || !ends) return std::nullopt;
    text = rest;
    return year;
}

void skip_day_name(std::string_view& text) {
    const std::string_view word = peek_word(text);
    const std::string_view name = word.substr(0, 3);
    const bool comma = word.size() == 4 && word[3] == ',';
    if (std::find(kDays.begin(), kDays.end(), name) == kDays.end() || (word.size() != 3 && !comma)) return;
    text.remove_prefix(word.size());
    skip_blanks(text);
}

// "Aug  7 17:59:49", with a year before the month or after the time.
std::optional<WallTime> take_month_form(std::string_view& text, bool short_form) {
    std::string_view rest = text;
    skip_day_name(rest);
    auto year = take_year(rest);
    skip_blanks(rest);
    const auto month = take_month(rest);
    skip_blanks(rest);
    const auto day = take_digits(rest, 1, 2);
    skip_blanks(rest);
    const auto clock = month && day ? take_clock(rest, short_form) : std::nullopt;
    if (!clock) return std::nullopt;
    if (!year) {
        std::string_view after = rest;
        skip_blanks(after);
        year = take_year(after);
        if (year) rest = after;
    }
    const auto at = date(year.value_or(kLeapYear), *month, *day);
    if (!at) return std::nullopt;
    text = rest;
    return WallTime{*at + *clock, year.has_value()};
}

// "+02:00", "+0200", "Z", " CEST"
void skip_zone(std::string_view& text) {
    if (take(text, "Z")) return;
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        text.remove_prefix(1);
        while (!text.empty() && (is_digit(text.front()) || text.front() == ':')) text.remove_prefix(1);
    }
}

// "2022-08-07T17:59:49,123456+02:00"
std::optional<WallTime> take_iso_form(std::string_view& text) {
    std::string_view rest = text;
    skip_day_name(rest);
    const bool named_day = rest.size() != text.size();
    const auto year = take_year(rest);
    if (!year || !take(rest, "-")) return std::nullopt;
    const auto month = take_digits(rest, 2, 2);
    if (!month || !take(rest, "-")) return std::nullopt;
    const auto day = take_digits(rest, 2, 2);
    if (!day || (!take(rest, "T") && !take(rest, " "))) return std::nullopt;
    const auto clock = take_clock(rest);
    const auto at = date(*year, *month, *day);
    if (!clock || !at) return std::nullopt;
    skip_zone(rest);
    if (named_day) {  // journalctl's short-full names the zone: "CEST"
        skip_blanks(rest);
        const std::string_view zone = peek_word(rest);
        if (std::all_of(zone.begin(), zone.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) {
            rest.remove_prefix(zone.size());
        }
    }
    text = rest;
    return WallTime{*at + *clock, true};
}

std::optional<WallTime> take_unix_form(std::string_view& text) {
    std::string_view rest = text;
    const auto seconds = take_digits(rest, 9, 10);
    if (!seconds || *seconds < kEarliest || rest.empty() || rest.front() != '.') return std::nullopt;
    const Micros fraction = take_fraction(rest);
    if (rest.empty() || rest.front() != ' ') return std::nullopt;
    text = rest;
    return WallTime{std::chrono::seconds(*seconds) + fraction, true};
}

std::optional<WallTime> take_bare_clock(std::string_view& text) {
    std::string_view rest = text;
    const auto clock = take_clock(rest);
    if (!clock || rest.empty() || rest.front() != ' ') return std::nullopt;
    text = rest;
    return WallTime{*clock, false};
}

// The digits of "489.702789" up to `stop`, which is taken.
std::optional<Micros> take_seconds(std::string_view& text, std::string_view stop) {
    constexpr std::size_t kMostDigits = 10;
    std::string_view rest = text;
    skip_blanks(rest);
    const auto seconds = take_digits(rest, 1, kMostDigits);
    if (!seconds || rest.empty() || rest.front() != '.') return std::nullopt;
    const Micros fraction = take_fraction(rest);
    skip_blanks(rest);
    if (!take(rest, stop)) return std::nullopt;
    text = rest;
    return std::chrono::seconds(*seconds) + fraction;
}

}  // namespace

std::optional<Micros> take_uptime(std::string_view& text) {
    std::string_view rest = text;
    if (!take(rest, "[")) return std::nullopt;
    const auto at = take_seconds(rest, "]");
    if (!at) return std::nullopt;
    skip_blanks(rest);
    text = rest;
    return at;
}

std::optional<Micros> take_delta(std::string_view& text) {
    std::string_view rest = text;
    if (!take(rest, "[")) return std::nullopt;
    skip_blanks(rest);
    const bool angle = take(rest, "<");
    if (!angle && !take(rest, "+")) return std::nullopt;
    const auto at = take_seconds(rest, angle ? ">]" : "]");
    if (!at) return std::nullopt;
    skip_blanks(rest);
    text = rest;
    return at;
}

std::optional<Micros> take_kmsg(std::string_view& text) {
    constexpr std::size_t kLongest = 18;
    std::string_view rest = text;
    const auto priority = take_digits(rest, 1, 3);
    if (!priority || !take(rest, ",") || !take_digits(rest) || !take(rest, ",")) return std::nullopt;
    const auto at = take_digits(rest, 1, kLongest);
    const std::size_t end = rest.find(';');
    if (!at || !rest.starts_with(',') || end == std::string_view::npos) return std::nullopt;
    text = rest.substr(end + 1);
    return Micros(*at);
}

std::optional<WallTime> take_wall(std::string_view& text) {
    std::string_view rest = text;
    const bool bracket = take(rest, "[");
    std::optional<WallTime> at = take_iso_form(rest);
    if (!at) at = take_month_form(rest, bracket);
    if (!at && !bracket) at = take_unix_form(rest);
    if (!at && !bracket) at = take_bare_clock(rest);
    if (!at || (bracket && !take(rest, "]"))) return std::nullopt;
    if (!rest.empty() && rest.front() != ' ') return std::nullopt;
    skip_blanks(rest);
    text = rest;
    return at;
}

}  // namespace tetherlab::log
