// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

// Small readers of text from left to right. Each leaves `text` as it is unless it finds what it looks for.
namespace tetherlab::log {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

inline void skip_blanks(std::string_view& text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
}

inline bool take(std::string_view& text, std::string_view literal) {
    if (!text.starts_with(literal)) return false;
    text.remove_prefix(literal.size());
    return true;
}

// Decimal digits, `least` to `most` of them.
inline std::optional<std::int64_t> take_digits(std::string_view& text, std::size_t least = 1,
                                               std::size_t most = 12) {
    std::size_t size = 0;
    while (size < text.size() && is_digit(text[size])) ++size;
    if (size < least || size > most) return std::nullopt;
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + size, value);
    text.remove_prefix(size);
    return value;
}

// Up to the next blank, which stays; empty at a blank or the end.
inline std::string_view peek_word(std::string_view text) {
    return text.substr(0, text.find(' '));
}

// A whole number and nothing else.
inline std::optional<int> integer(std::string_view text, int base = 10) {
    int value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (status != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return value;
}

}  // namespace tetherlab::log
