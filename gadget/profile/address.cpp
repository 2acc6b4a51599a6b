// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/address.hpp"

#include "gadget/base/text.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tetherlab::profile {
namespace {

constexpr std::string_view kSlash64 = "/64";
constexpr unsigned kMulticast = 0x01;  // IEEE 802: the group bit of the first octet

// The value of two lower-case hexadecimal digits.
std::optional<unsigned> octet(const std::string& text) {
    unsigned value = 0;
    const bool lower = text.size() == 2 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!lower) return std::nullopt;
    std::from_chars(text.data(), text.data() + text.size(), value, 16);
    return value;
}

// The address before "/64".
std::optional<in6_addr> prefix_of(const std::string& text) {
    in6_addr address{};
    if (!text.ends_with(kSlash64)) return std::nullopt;
    const std::string prefix = text.substr(0, text.size() - kSlash64.size());
    return ::inet_pton(AF_INET6, prefix.c_str(), &address) == 1 ? std::optional(address) : std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> ipv4_from_text(const std::string& text) {
    in_addr address{};
    if (::inet_pton(AF_INET, text.c_str(), &address) != 1) return std::nullopt;
    return ntohl(address.s_addr);
}

std::string ipv4_to_text(std::uint32_t address) {
    const in_addr network{htonl(address)};
    std::array<char, INET_ADDRSTRLEN> buffer{};
    return ::inet_ntop(AF_INET, &network, buffer.data(), buffer.size());
}

std::uint32_t network_of(std::uint32_t address, int prefix_length) {
    return prefix_length == 0 ? 0 : address & (0xffffffffU << (32 - prefix_length));
}

bool overlap(std::uint32_t a, int a_length, std::uint32_t b, int b_length) {
    const int length = std::min(a_length, b_length);
    return network_of(a, length) == network_of(b, length);
}

bool is_ipv6_slash_64(const std::string& text) {
    const std::optional<in6_addr> prefix = prefix_of(text);
    if (!prefix) return false;
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    return ::inet_ntop(AF_INET6, &*prefix, buffer.data(), buffer.size()) + std::string(kSlash64) == text &&
           std::all_of(prefix->s6_addr + 8, prefix->s6_addr + 16,
                       [](std::uint8_t byte) { return byte == 0; });
}

bool in_ipv6_slash_64(const std::string& address, const std::string& prefix) {
    const std::optional<in6_addr> network = prefix_of(prefix);
    in6_addr host{};
    return network && ::inet_pton(AF_INET6, address.c_str(), &host) == 1 &&
           std::equal(network->s6_addr, network->s6_addr + 8, host.s6_addr);
}

bool is_station_mac(const std::string& text) {
    const std::vector<std::string> parts = base::split(text, ':');
    if (parts.size() != 6) return false;
    unsigned any = 0;
    for (const std::string& part : parts) {
        const std::optional<unsigned> value = octet(part);
        if (!value) return false;
        any |= *value;
    }
    return any != 0 && (*octet(parts[0]) & kMulticast) == 0;
}

}  // namespace tetherlab::profile
