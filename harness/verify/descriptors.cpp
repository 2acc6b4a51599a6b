// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/descriptors.hpp"

#include "harness/paste/characters.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::verify {
namespace {

using base::ByteSpan;
using base::read_u16_le;
using base::read_u8;

// USB 2.0 table 9-5; ECN "Interface Association Descriptors".
enum Type : std::uint8_t {
    kConfiguration = 0x02,
    kInterface = 0x04,
    kEndpoint = 0x05,
    kAssociation = 0x0b,
};

constexpr std::uint8_t kClassSpecific = 0x24;  // CDC 1.2 table 12
constexpr std::uint8_t kUnion = 0x06;          // CDC 1.2 table 13
constexpr std::uint8_t kEthernet = 0x0f;

// bLength at least, by type; 2 for those that are kept as they are.
std::size_t least_length(std::uint8_t type) {
    switch (type) {
        case kConfiguration:
        case kInterface:
            return 9;
        case kAssociation:
            return 8;
        case kEndpoint:
            return 7;
        default:
            return 2;
    }
}

profile::ClassTriple read_triple(ByteSpan bytes, std::size_t at) {
    return {read_u8(bytes, at), read_u8(bytes, at + 1), read_u8(bytes, at + 2)};
}

void read_head(ByteSpan one, ConfigurationDescriptor& to) {
    to.total_length = read_u16_le(one, 2);
    to.interface_count = read_u8(one, 4);
    to.value = read_u8(one, 5);
    to.string = read_u8(one, 6);
    to.attributes = read_u8(one, 7);
    to.power = read_u8(one, 8);
}

void add_detail(ByteSpan one, ConfigurationDescriptor& to) {
    const auto add = [one](std::vector<base::Bytes>& details) {
        details.emplace_back(one.begin(), one.end());
    };
    if (to.interfaces.empty()) return add(to.details);
    InterfaceDescriptor& interface = to.interfaces.back();
    add(interface.endpoints.empty() ? interface.details : interface.endpoints.back().details);
}

// One descriptor, at least as long as its type has to be.
void add(ByteSpan one, ConfigurationDescriptor& to) {
    switch (read_u8(one, 1)) {
        case kAssociation:
            to.associations.push_back(
                {read_u8(one, 2), read_u8(one, 3), read_triple(one, 4), read_u8(one, 7)});
            break;
        case kInterface:
            to.interfaces.push_back({read_u8(one, 2),
                                     read_u8(one, 3),
                                     read_u8(one, 4),
                                     read_triple(one, 5),
                                     read_u8(one, 8),
                                     {},
                                     {}});
            break;
        case kEndpoint:
            if (to.interfaces.empty()) {
                to.problems.emplace_back("an endpoint before the first interface");
            } else {
                to.interfaces.back().endpoints.push_back(
                    {read_u8(one, 2), read_u8(one, 3), read_u16_le(one, 4), read_u8(one, 6), {}});
            }
            break;
        default:
            add_detail(one, to);
            break;
    }
}

const base::Bytes* find_functional(const InterfaceDescriptor& interface, std::uint8_t subtype,
                                   std::size_t length) {
    const auto found =
        std::find_if(interface.details.begin(), interface.details.end(), [&](const base::Bytes& each) {
            return each.size() >= length && read_u8(each, 1) == kClassSpecific && read_u8(each, 2) == subtype;
        });
    return found == interface.details.end() ? nullptr : &*found;
}

}  // namespace

ConfigurationDescriptor read_configuration(ByteSpan bytes) {
    ConfigurationDescriptor found;
    if (bytes.size() < least_length(kConfiguration) || read_u8(bytes, 1) != kConfiguration) {
        found.problems.emplace_back("no configuration descriptor");
        return found;
    }
    read_head(bytes, found);
    if (found.total_length != bytes.size())
        found.problems.push_back(
            fmt::format("wTotalLength {}, but {} bytes", found.total_length, bytes.size()));
    std::size_t at = std::max<std::size_t>(read_u8(bytes, 0), least_length(kConfiguration));
    while (at < bytes.size()) {
        const ByteSpan rest = bytes.subspan(at);
        const std::size_t length = read_u8(rest, 0);
        const std::size_t least = rest.size() < 2 ? 2 : least_length(read_u8(rest, 1));
        if (length < least || length > rest.size()) {
            found.problems.push_back(fmt::format("bLength {} at byte {} of {}", length, at, bytes.size()));
            if (length < 2 || length > rest.size()) break;
        } else {
            add(rest.first(length), found);
        }
        at += length;
    }
    for (const InterfaceDescriptor& each : found.interfaces) {
        if (each.endpoint_count == each.endpoints.size()) continue;
        found.problems.push_back(fmt::format("interface {} setting {} lists {} of {} endpoints", each.number,
                                             each.setting, each.endpoints.size(), each.endpoint_count));
    }
    return found;
}

std::optional<std::uint8_t> mac_string(const InterfaceDescriptor& interface) {
    constexpr std::size_t kLength = 13;
    const base::Bytes* found = find_functional(interface, kEthernet, kLength);
    return found == nullptr ? std::nullopt : std::optional(read_u8(*found, 3));
}

std::optional<std::uint8_t> union_subordinate(const InterfaceDescriptor& interface) {
    constexpr std::size_t kLength = 5;
    const base::Bytes* found = find_functional(interface, kUnion, kLength);
    return found == nullptr ? std::nullopt : std::optional(read_u8(*found, 4));
}

std::string text_of_string(base::ByteSpan descriptor) {
    std::string text;
    if (descriptor.empty()) return text;
    const std::size_t end = std::min<std::size_t>(base::read_u8(descriptor, 0), descriptor.size());
    const auto unit = [&](std::size_t at) { return std::uint32_t{base::read_u16_le(descriptor, at)}; };
    for (std::size_t at = 2; at + 2 <= end; at += 2) {
        const std::uint32_t first = unit(at);
        const std::uint32_t second = at + 4 <= end ? unit(at + 2) : 0;
        const bool high = first >= 0xd800 && first < 0xdc00;
        const bool low = first >= 0xdc00 && first < 0xe000;
        if (high && second >= 0xdc00 && second < 0xe000) {
            paste::put_utf8(text, 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
            at += 2;
        } else {
            paste::put_utf8(text, high || low ? 0xfffd : first);
        }
    }
    return text;
}

std::chrono::microseconds interval_time(int interval, profile::BusSpeed speed) {
    constexpr int kMost = 16;
    if (speed < profile::BusSpeed::kHigh) return std::chrono::milliseconds(interval);
    return std::chrono::microseconds(125) * (1 << (std::clamp(interval, 1, kMost) - 1));
}

int max_power_ma(std::uint8_t power, profile::BusSpeed speed) {
    return power * (speed >= profile::BusSpeed::kSuper ? 8 : 2);
}

}  // namespace tetherlab::verify
