// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/quantity.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <span>

namespace tetherlab::fault {
namespace {

struct Scale {
    std::string_view name;
    double factor;
};

// The smallest first.
constexpr Scale kTimes[] = {{"ms", 1}, {"s", 1e3}, {"min", 60e3}, {"h", 3600e3}};
constexpr Scale kRates[] = {{"bit/s", 1}, {"kbit/s", 1e3}, {"Mbit/s", 1e6}, {"Gbit/s", 1e9}};
constexpr Scale kPercents[] = {{"", 1}, {"%", 1}};
constexpr Scale kBare[] = {{"", 1}};
constexpr Scale kCurrents[] = {{"mA", 1}};
constexpr Scale kCharges[] = {{"mC", 1}};

std::span<const Scale> scales(Unit unit) {
    switch (unit) {
        case Unit::kDuration:
            return kTimes;
        case Unit::kBitRate:
            return kRates;
        case Unit::kPercent:
            return kPercents;
        case Unit::kCurrent:
            return kCurrents;
        case Unit::kCharge:
            return kCharges;
        case Unit::kCount:
        case Unit::kBytes:
            return kBare;
        case Unit::kText:
        case Unit::kChoice:
            break;
    }
    return {};
}

bool is_whole(Unit unit) {
    return unit == Unit::kCount || unit == Unit::kBytes;
}

// Decimal or 0x hexadecimal.
std::optional<double> read_whole(std::string_view text) {
    const bool hexadecimal = text.starts_with("0x");
    if (hexadecimal) text.remove_prefix(2);
    std::int64_t value = 0;
    const auto [end, status] =
        std::from_chars(text.data(), text.data() + text.size(), value, hexadecimal ? 16 : 10);
    if (status != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return static_cast<double>(value);
}

}  // namespace

std::optional<double> read_quantity(Unit unit, std::string_view text) {
    if (is_whole(unit)) return read_whole(text);
    double value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc() || !std::isfinite(value)) return std::nullopt;
    const std::string_view name = base::trim(std::string_view(end, text.data() + text.size()));
    for (const Scale& scale : scales(unit)) {
        if (scale.name == name) return value * scale.factor;
    }
    return std::nullopt;
}

std::string to_text(Unit unit, double number) {
    const std::span<const Scale> known = scales(unit);
    const Scale* best = &known.front();
    for (const Scale& scale : known) {
        const bool exact = std::fmod(number, scale.factor) == 0 || number >= 10 * scale.factor;
        if (scale.factor > best->factor && number >= scale.factor && exact) best = &scale;
    }
    return fmt::format("{}{}{}", number / best->factor, best->name.empty() ? "" : " ", best->name);
}

std::string description(Unit unit) {
    switch (unit) {
        case Unit::kDuration:
            return "a time with a unit (ms, s, min or h) such as '20 s'";
        case Unit::kCount:
            return "a whole number";
        case Unit::kBitRate:
            return "a rate with a unit (bit/s, kbit/s, Mbit/s or Gbit/s) such as '5 Mbit/s'";
        case Unit::kPercent:
            return "a percentage such as '1.5'";
        case Unit::kBytes:
            return "a whole number of bytes";
        case Unit::kCurrent:
            return "a current such as '500 mA'";
        case Unit::kCharge:
            return "a charge such as '20 mC'";
        case Unit::kText:
            return "a text";
        case Unit::kChoice:
            return "one of the words";
    }
    return "a value";
}

}  // namespace tetherlab::fault
