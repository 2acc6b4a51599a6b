// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The lines that lsusb prints (usbutils, lsusb.c), whatever became of their indentation.
namespace tetherlab::importer {

// "Bus 001 Device 002: ID 1782:4055 Unisoc Phone"
struct LsusbHeader {
    int bus = 0;
    int number = 0;
    std::uint16_t vendor_id = 0;
    std::uint16_t product_id = 0;
    std::string name;  // mostly from the database on the machine, not from the device
};

std::optional<LsusbHeader> read_lsusb_header(std::string_view line);

// "iProduct                2 Unisoc Phone"
struct LsusbField {
    std::string_view name;   // "iProduct"
    std::string_view value;  // "2"
    std::string_view text;   // "Unisoc Phone", blanks at its end kept
};

// Views into `line`.
std::optional<LsusbField> read_lsusb_field(std::string_view line);

// "Endpoint Descriptor:", without the colon; empty for another line.
std::string_view read_lsusb_heading(std::string_view line);

// "** UNRECOGNIZED:  05 24 00 10 01"
std::optional<std::vector<std::uint8_t>> read_lsusb_bytes(std::string_view line);

}  // namespace tetherlab::importer
