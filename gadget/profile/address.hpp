// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

// Addresses as profiles write them. Each reader accepts one spelling only and returns nothing for another.
namespace tetherlab::profile {

// "192.168.1.1", in host byte order.
std::optional<std::uint32_t> ipv4_from_text(const std::string& text);
std::string ipv4_to_text(std::uint32_t address);

// The network part of `address`; `prefix_length` is 0 … 32.
std::uint32_t network_of(std::uint32_t address, int prefix_length);

// Whether two networks, each given by any address in it, have addresses in common.
bool overlap(std::uint32_t a, int a_length, std::uint32_t b, int b_length);

// "2001:db8:53::/64": in the shortest form (RFC 5952), with nothing set after the prefix.
bool is_ipv6_slash_64(const std::string& text);

// Whether `address` is an IPv6 address in `prefix`, which is_ipv6_slash_64 accepts.
bool in_ipv6_slash_64(const std::string& address, const std::string& prefix);

// "02:0d:53:00:00:01": lower case, neither zero nor multicast, which Linux u_ether refuses.
bool is_station_mac(const std::string& text);

}  // namespace tetherlab::profile
