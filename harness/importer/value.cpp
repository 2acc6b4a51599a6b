// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/value.hpp"

#include "gadget/base/text.hpp"

#include <charconv>

namespace tetherlab::importer {
namespace {

constexpr int kHighestPower = 5000;        // mA
constexpr int kHighestInterval = 1 << 20;  // as printed

// All of `text` in `base`.
std::optional<int> digits(std::string_view text, int base, int highest) {
    int value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    const bool whole = !text.empty() && status == std::errc() && end == text.data() + text.size();
    return whole && value >= 0 && value <= highest ? std::optional(value) : std::nullopt;
}

bool take_0x(std::string_view& text) {
    const bool has = text.starts_with("0x") || text.starts_with("0X");
    if (has) text.remove_prefix(2);
    return has;
}

// The number before `unit`.
std::optional<int> with_unit(std::string_view text, std::string_view unit, int highest) {
    text = base::trim(text);
    if (!text.ends_with(unit)) return std::nullopt;
    text.remove_suffix(unit.size());
    return digits(base::trim(text), 10, highest);
}

}  // namespace

std::optional<int> read_number(std::string_view text, int highest) {
    text = base::trim(text);
    const int base = take_0x(text) ? 16 : 10;
    return digits(text, base, highest);
}

std::optional<int> read_hex(std::string_view text, int highest) {
    text = base::trim(text);
    take_0x(text);
    return digits(text, 16, highest);
}

std::optional<std::uint16_t> read_bcd(std::string_view text) {
    text = base::trim(text);
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos || text.size() - point != 3) return std::nullopt;
    const auto high = digits(text.substr(0, point), 16, 0xff);
    const auto low = digits(text.substr(point + 1), 16, 0xff);
    if (!high || !low) return std::nullopt;
    return static_cast<std::uint16_t>(*high << 8 | *low);
}

std::optional<std::uint8_t> read_named_byte(std::string_view text) {
    const std::optional<int> value = read_hex(text.substr(0, text.find('(')), 0xff);
    return value ? std::optional(static_cast<std::uint8_t>(*value)) : std::nullopt;
}

std::optional<int> read_milliampere(std::string_view text) {
    return with_unit(text, "mA", kHighestPower);
}

std::optional<std::chrono::microseconds> read_interval(std::string_view text) {
    if (const auto us = with_unit(text, "us", kHighestInterval)) return std::chrono::microseconds(*us);
    if (const auto ms = with_unit(text, "ms", kHighestInterval)) return std::chrono::milliseconds(*ms);
    return std::nullopt;
}

std::optional<profile::BusSpeed> read_speed(std::string_view text) {
    using profile::BusSpeed;
    text = base::trim(text);
    if (text == "1.5") return BusSpeed::kLow;
    switch (digits(text, 10, 100'000).value_or(0)) {
        case 12:
            return BusSpeed::kFull;
        case 480:
            return BusSpeed::kHigh;
        case 5000:
            return BusSpeed::kSuper;
        case 10000:
        case 20000:
            return BusSpeed::kSuperPlus;
        default:
            return std::nullopt;
    }
}

}  // namespace tetherlab::importer
