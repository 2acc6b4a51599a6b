// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/field.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace tetherlab::profile {
namespace {

constexpr std::size_t kNameLength = 40;     // bytes; it becomes a directory name in configfs
constexpr std::size_t kStringLength = 126;  // bytes, USB_MAX_STRING_LEN (include/uapi/linux/usb/ch9.h, 6.1)
constexpr int kMaxPower = 510;              // mA: bMaxPower 255, though a USB 2.0 port gives 500
constexpr int kMaxSuperPower = 2040;        // mA, likewise, though a port gives 900

// Hexadecimal digits, `shortest` to `longest` of them.
std::optional<std::uint32_t> read_digits(std::string_view text, std::size_t shortest, std::size_t longest) {
    std::uint32_t value = 0;
    if (text.size() < shortest || text.size() > longest) return std::nullopt;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (status != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// One code point of UTF-8 (RFC 3629) at the start of `text`: its length, or 0 when there is none.
std::size_t code_point_length(std::string_view text) {
    const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xe0 ? 2 : byte(0) < 0xf0 ? 3 : 4;
    if (length == 1) return 1;
    if (byte(0) < 0xc2 || byte(0) > 0xf4 || length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return 0;
    }
    const bool overlong = (byte(0) == 0xe0 && byte(1) < 0xa0) || (byte(0) == 0xf0 && byte(1) < 0x90);
    const bool surrogate = byte(0) == 0xed && byte(1) > 0x9f;
    const bool beyond = byte(0) == 0xf4 && byte(1) > 0x8f;
    return overlong || surrogate || beyond ? 0 : length;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = code_point_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace

void expected(const base::YamlNode& node, std::string_view what) {
    node.fail(fmt::format("expected {}, got '{}'", what, node.text()));
}

std::string read_text(const base::YamlNode& node) {
    const std::string text = node.text();
    const bool control =
        std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (control) node.fail("expected a text without control characters");
    if (!is_utf8(text)) node.fail("expected UTF-8");
    if (text.size() > kStringLength)
        node.fail(fmt::format("expected at most {} bytes, got {}", kStringLength, text.size()));
    return text;
}

std::string read_name(const base::YamlNode& node) {
    const std::string name = node.text();
    if (name.empty() || name.size() > kNameLength ||
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos) {
        expected(node, "a name of at most 40 lower-case letters, digits and '-'");
    }
    return name;
}

std::uint16_t read_release(const base::YamlNode& node) {
    const std::vector<std::string> parts = base::split(node.text(), '.');
    const auto high = parts.size() == 2 ? read_digits(parts[0], 1, 2) : std::nullopt;
    const auto low = parts.size() == 2 ? read_digits(parts[1], 2, 2) : std::nullopt;
    if (!high || !low) expected(node, "a release such as 2.23");
    return static_cast<std::uint16_t>(*high << 8 | *low);
}

std::uint16_t read_usb_version(const base::YamlNode& node) {
    static const std::vector<std::string> kVersions{"1.00", "1.10", "2.00", "2.01",
                                                    "2.10", "3.00", "3.10", "3.20"};
    static constexpr std::uint16_t kBcd[] = {0x0100, 0x0110, 0x0200, 0x0201, 0x0210, 0x0300, 0x0310, 0x0320};
    return kBcd[node.one_of(kVersions)];
}

BusSpeed read_bus_speed(const base::YamlNode& node) {
    static const std::vector<std::string> kSpeeds{"low", "full", "high", "super", "super-plus"};
    static constexpr BusSpeed kValues[] = {BusSpeed::kLow, BusSpeed::kFull, BusSpeed::kHigh, BusSpeed::kSuper,
                                           BusSpeed::kSuperPlus};
    return kValues[node.one_of(kSpeeds)];
}

ClassTriple read_class(const base::YamlNode& node) {
    const std::vector<std::string> parts = base::split(node.text(), '/');
    std::vector<std::uint8_t> values;
    for (const std::string& part : parts) {
        if (const auto value = read_digits(part, 2, 2)) values.push_back(static_cast<std::uint8_t>(*value));
    }
    if (parts.size() != 3 || values.size() != 3)
        expected(node, "a class, subclass and protocol such as e0/01/03");
    return {values[0], values[1], values[2]};
}

std::uint16_t read_power(const base::YamlNode& node, BusSpeed speed) {
    constexpr std::string_view kUnit = " mA";
    const std::string text = node.text();
    std::uint16_t value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = status == std::errc() && std::string_view(end, text.data() + text.size()) == kUnit;
    const bool super = speed >= BusSpeed::kSuper;
    const int most = super ? kMaxSuperPower : kMaxPower;
    const int unit = super ? 8 : 2;
    if (!whole || value > most || value % unit != 0)
        expected(node, fmt::format("a multiple of {} mA from 0 mA to {} mA", unit, most));
    return value;
}

std::uint8_t read_attributes(const base::YamlNode& node) {
    const std::int64_t value = node.integer(0, 0xff);
    if ((value & 0x9f) != 0x80) expected(node, "0x80, 0xa0, 0xc0 or 0xe0");
    return static_cast<std::uint8_t>(value);
}

std::uint8_t read_address(const base::YamlNode& node, Direction direction) {
    const std::int64_t first = direction == Direction::kIn ? 0x81 : 0x01;
    const std::int64_t value = node.integer(0, 0xff);
    if (value < first || value > first + 14) {
        expected(node, fmt::format("an {} endpoint from {:#04x} to {:#04x}",
                                   direction == Direction::kIn ? "IN" : "OUT", first, first + 14));
    }
    return static_cast<std::uint8_t>(value);
}

std::string read_mac(const base::YamlNode& node) {
    if (!is_station_mac(node.text())) {
        expected(node, "a station's MAC address in lower case such as 02:0d:53:00:00:01");
    }
    return node.text();
}

std::uint32_t read_ipv4(const base::YamlNode& node) {
    const std::optional<std::uint32_t> address = ipv4_from_text(node.text());
    if (!address) expected(node, "an IPv4 address");
    return *address;
}

}  // namespace tetherlab::profile
