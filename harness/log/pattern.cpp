// SPDX-License-Identifier: Apache-2.0
#include "harness/log/pattern.hpp"

#include "harness/log/scanner.hpp"

#include <array>

namespace tetherlab::log {
namespace {

constexpr std::size_t kLongestValue = 200;

bool is_word(std::string_view value) {
    return !value.empty() && value.find(' ') == std::string_view::npos;
}

bool is_identifier(std::string_view value) {
    constexpr std::size_t kDigits = 4;
    return value.size() == kDigits && integer(value, 16);
}

// Whether a name can stand for the value.
bool can_be(std::string_view name, std::string_view value) {
    if (name == "number" || name == "error") return integer(value).has_value();
    if (name == "vendor" || name == "product") return is_identifier(value);
    return name.empty() || name == "speed" || name == "detail" || is_word(value);
}

std::string text_of(std::string_view value) {
    skip_blanks(value);
    return std::string(value.substr(0, kLongestValue));
}

// One that it can be.
void set(Event& event, std::string_view name, std::string_view value) {
    if (name.empty()) return;
    if (name == "number") event.number = *integer(value);
    if (name == "error") event.error = *integer(value);
    if (name == "vendor") event.vendor = integer(value, 16);
    if (name == "product") event.product = integer(value, 16);
    if (name == "netdev") event.netdev = value;
    if (name == "from") event.from = value;
    if (name == "driver") event.driver = value;
    if (name == "interface") event.interface = value;
    if (name == "stage") event.stage = value;
    if (name == "code") event.code = value;
    if (name == "speed") event.speed = text_of(value);
    if (name == "detail") event.detail = text_of(value);
    // One without colons is what a poster has put in place of the address.
    if (name == "mac") event.mac = value.find(':') == std::string_view::npos ? "" : value;
}

// How much of `text` the value {name} takes that `stop` follows.
std::size_t end_of_value(std::string_view name, std::string_view stop, std::string_view text) {
    if (!stop.empty()) return text.find(stop);
    if (name != "number") return text.size();
    const std::size_t end = text.find_first_not_of("0123456789");
    return end == std::string_view::npos ? text.size() : end;
}

}  // namespace

bool may_match(std::string_view pattern, std::string_view text) {
    return text.starts_with(pattern.substr(0, pattern.find('{')));
}

bool match(std::string_view pattern, std::string_view text, Event& event) {
    struct Value {
        std::string_view name;
        std::string_view text;
    };

    constexpr std::size_t kMostValues = 8;
    std::array<Value, kMostValues> values;
    std::size_t count = 0;
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        if (!take(text, pattern.substr(0, open))) return false;
        if (open == std::string_view::npos) break;
        const std::size_t close = pattern.find('}', open);
        const std::string_view name = pattern.substr(open + 1, close - open - 1);
        pattern.remove_prefix(close + 1);
        const std::string_view stop = pattern.substr(0, pattern.find('{'));
        const std::size_t end = end_of_value(name, stop, text);
        if (end == std::string_view::npos || !can_be(name, text.substr(0, end))) return false;
        values.at(count++) = {name, text.substr(0, end)};
        text.remove_prefix(end);
    }
    if (!text.empty()) return false;
    for (std::size_t i = 0; i < count; ++i) set(event, values[i].name, values[i].text);
    return true;
}

}  // namespace tetherlab::log
