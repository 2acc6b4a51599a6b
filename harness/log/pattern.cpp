// SPDX-License-Identifier: Apache-2.0
#include "harness/log/pattern.hpp"

#include "harness/log/scanner.hpp"

namespace tetherlab::log {
namespace {

constexpr std::size_t kLongestValue = 200;

bool set_number(int& member, std::string_view value) {
    const auto number = integer(value);
    if (number) member = *number;
    return number.has_value();
}

bool set_identifier(std::optional<int>& member, std::string_view value) {
    constexpr std::size_t kDigits = 4;
    member = value.size() == kDigits ? integer(value, 16) : std::nullopt;
    return member.has_value();
}

bool set_word(std::string& member, std::string_view value) {
    member = value;
    return !value.empty() && value.find(' ') == std::string_view::npos;
}

// A word; one without colons is what a poster has put in place of the address.
bool set_mac(std::string& member, std::string_view value) {
    if (!set_word(member, value)) return false;
    if (member.find(':') == std::string::npos) member.clear();
    return true;
}

bool set_text(std::string& member, std::string_view value) {
    skip_blanks(value);
    member = value.substr(0, kLongestValue);
    return true;
}

bool set(Event& event, std::string_view name, std::string_view value) {
    if (name.empty()) return true;
    if (name == "number") return set_number(event.number, value);
    if (name == "error") return set_number(event.error, value);
    if (name == "vendor") return set_identifier(event.vendor, value);
    if (name == "product") return set_identifier(event.product, value);
    if (name == "netdev") return set_word(event.netdev, value);
    if (name == "from") return set_word(event.from, value);
    if (name == "driver") return set_word(event.driver, value);
    if (name == "interface") return set_word(event.interface, value);
    if (name == "mac") return set_mac(event.mac, value);
    if (name == "stage") return set_word(event.stage, value);
    if (name == "code") return set_word(event.code, value);
    if (name == "speed") return set_text(event.speed, value);
    return set_text(event.detail, value);
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
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        if (!take(text, pattern.substr(0, open))) return false;
        if (open == std::string_view::npos) return text.empty();
        const std::size_t close = pattern.find('}', open);
        const std::string_view name = pattern.substr(open + 1, close - open - 1);
        pattern.remove_prefix(close + 1);
        const std::string_view stop = pattern.substr(0, pattern.find('{'));
        const std::size_t end = end_of_value(name, stop, text);
        if (end == std::string_view::npos || !set(event, name, text.substr(0, end))) return false;
        text.remove_prefix(end);
    }
    return text.empty();
}

}  // namespace tetherlab::log
