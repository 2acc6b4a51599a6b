// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

// Addresses and routes as `ip` prints them (iproute2 and busybox print the same).
namespace tetherlab::observe {

// A line of `ip -o addr`.
struct DeviceAddress {
    std::string device;
    std::string address;  // without prefix length
    int prefix_length = 0;
    std::string scope;  // "global", "link", "host"
    bool is_ipv6 = false;

    bool operator==(const DeviceAddress&) const = default;
};

// A line of `ip route` or `ip -6 route`.
struct Route {
    std::string target;  // "default", "192.168.1.0/24"
    std::string via;     // empty for a network on the link
    std::string device;  // empty for "unreachable" and its like

    bool operator==(const Route&) const = default;
};

// Both throw base::Error with the line they cannot read.
std::vector<DeviceAddress> parse_addresses(const std::string& text);
std::vector<Route> parse_routes(const std::string& text);

}  // namespace tetherlab::observe
