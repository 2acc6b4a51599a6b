// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/yaml.hpp"
#include "gadget/profile/profile.hpp"

#include <cstdint>
#include <string>
#include <string_view>

// The single values of a profile file. Each reader throws base::ConfigError at the node for anything else.
namespace tetherlab::profile {

enum class Direction { kIn, kOut };  // seen from the router, as USB counts

// Throws "expected WHAT, got 'TEXT'".
[[noreturn]] void expected(const base::YamlNode& node, std::string_view what);

// At most 126 bytes of UTF-8 without control characters: what a Linux gadget takes for a string descriptor.
std::string read_text(const base::YamlNode& node);

// "quanta-d53"
std::string read_name(const base::YamlNode& node);

// "2.23" as the kernel prints it: two digits after the point. Hexadecimal digits happen in real devices.
std::uint16_t read_release(const base::YamlNode& node);

// "2.10": a version that devices have.
std::uint16_t read_usb_version(const base::YamlNode& node);

// "high"
BusSpeed read_bus_speed(const base::YamlNode& node);

// "e0/01/03"
ClassTriple read_class(const base::YamlNode& node);

// "500 mA", in mA: a multiple of 2 mA (USB 2.0 table 9-10), from SuperSpeed on of 8 mA (USB 3.2 table 9-22).
std::uint16_t read_power(const base::YamlNode& node, BusSpeed speed);

// bmAttributes (USB 2.0 table 9-10): bit 7 is set, bit 6 self-powered, bit 5 remote wake-up, the rest zero.
std::uint8_t read_attributes(const base::YamlNode& node);

// bEndpointAddress
std::uint8_t read_address(const base::YamlNode& node, Direction direction);

// "02:0d:53:00:00:01"
std::string read_mac(const base::YamlNode& node);

// In host byte order.
std::uint32_t read_ipv4(const base::YamlNode& node);

}  // namespace tetherlab::profile
