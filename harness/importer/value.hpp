// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

// The values that dumps are made of. Each reader takes the whole text, with blanks around it, or gives
// nothing.
namespace tetherlab::importer {

// "12"; "0x0c" where a text says so.
std::optional<int> read_number(std::string_view text, int highest);

// "e0", "0xe0"
std::optional<int> read_hex(std::string_view text, int highest);

// "2.10", " 3.18", "ff.ff"
std::optional<std::uint16_t> read_bcd(std::string_view text);

// "e0(wlcon)", "81(I)": the number before the parenthesis, which may be missing.
std::optional<std::uint8_t> read_named_byte(std::string_view text);

// "500mA", "500 mA"
std::optional<int> read_milliampere(std::string_view text);

// "32ms", "125us"
std::optional<std::chrono::microseconds> read_interval(std::string_view text);

// Mbit/s: "1.5", "12", "480", "5000", "10000", "20000"
std::optional<profile::BusSpeed> read_speed(std::string_view text);

}  // namespace tetherlab::importer
