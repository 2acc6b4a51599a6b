// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/sysfs.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace tetherlab::verify {
namespace {

// Attributes of one device by name. Documentation/ABI/testing/sysfs-bus-usb.
using Attributes = std::map<std::string, base::Bytes>;

constexpr std::size_t kMostDigits =
    4'000'000;  // of one attribute; 255 configurations of 64 KiB do not happen

base::Bytes from_hex(std::string_view digits, int line) {
    base::Bytes bytes;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const std::string_view pair = digits.substr(i, 2);
        std::uint8_t value = 0;
        const auto [end, error] = std::from_chars(pair.data(), pair.data() + pair.size(), value, 16);
        if (pair.size() != 2 || error != std::errc() || end != pair.data() + 2 || digits.size() > kMostDigits)
            throw base::Error(
                "read", "USB descriptors",
                fmt::format("line {}: expected hexadecimal digits, got '{}'", line, digits.substr(0, 20)));
        base::put_u8(bytes, value);
    }
    return bytes;
}

std::string text_of(const Attributes& attributes, const std::string& name) {
    const auto found = attributes.find(name);
    if (found == attributes.end()) return {};
    std::string text(base::as_text(found->second));
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

int number_of(const Attributes& attributes, const std::string& name) {
    const std::string text = text_of(attributes, name);
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Reading reading_of(const std::string& port, const Attributes& attributes) {
    Reading reading;
    reading.port = port;
    reading.bus = number_of(attributes, "busnum");
    reading.number = number_of(attributes, "devnum");
    reading.speed = speed_of_mbits(text_of(attributes, "speed"));
    set_descriptors(reading, attributes.at("descriptors"));
    // The offsets of their indices, USB 2.0 table 9-8.
    constexpr std::pair<const char*, std::size_t> kStrings[] = {
        {"manufacturer", 14}, {"product", 15}, {"serial", 16}};
    for (const auto& [name, at] : kStrings) {
        const std::string text = text_of(attributes, name);
        if (!text.empty()) reading.strings[reading.byte(at)] = text;
    }
    const auto bos = attributes.find("bos_descriptors");
    if (bos != attributes.end() && !bos->second.empty()) reading.bos = bos->second;
    return reading;
}

}  // namespace

// bos_descriptors is there since Linux 6.9.
const char* const kSysfsScript = R"sh(for d in /sys/bus/usb/devices/*-*; do
    case $d in *:*) continue ;; esac
    echo "device ${d##*/}"
    for f in busnum devnum speed manufacturer product serial descriptors bos_descriptors; do
        [ ! -e "$d/$f" ] || echo "$f $(hexdump -v -e '1/1 "%02x"' "$d/$f")"
    done
done)sh";

std::vector<Reading> parse_sysfs(std::string_view text) {
    std::vector<std::pair<std::string, Attributes>> devices;
    int number = 0;
    for (const std::string& line : base::split(text, '\n')) {
        ++number;
        const std::size_t blank = line.find(' ');
        if (blank == std::string::npos) continue;
        const std::string name = line.substr(0, blank);
        const std::string value = line.substr(blank + 1);
        if (name == "device")
            devices.emplace_back(value, Attributes());
        else if (!devices.empty())
            devices.back().second[name] = from_hex(value, number);
    }
    std::vector<Reading> readings;
    for (const auto& [port, attributes] : devices) {
        const auto found = attributes.find("descriptors");
        if (found == attributes.end() || found->second.empty()) continue;
        readings.push_back(reading_of(port, attributes));
    }
    return readings;
}

}  // namespace tetherlab::verify
