// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tetherlab::observe {

struct InterfaceAddress {
    std::string address;
    int prefix_length = 0;

    bool operator==(const InterfaceAddress&) const = default;
};

// What `ifstatus NAME` says (netifd, ubus.c): the same as `ubus call network.interface.NAME status`.
struct InterfaceStatus {
    bool up = false;
    bool pending = false;    // set up, waits for its protocol: a DHCP client without a lease
    bool available = false;  // its device is there
    std::string proto;
    std::string device;     // empty when none is claimed
    std::string l3_device;  // empty unless up
    std::vector<InterfaceAddress> ipv4;
    std::vector<InterfaceAddress> ipv6;
    std::vector<std::string> dns_servers;
    std::vector<std::string> errors;   // codes: "NO_DEVICE"
    std::optional<int> lease_seconds;  // of a DHCP lease
};

// Throws base::Error for what is not such a JSON object.
InterfaceStatus parse_interface_status(const std::string& text);

}  // namespace tetherlab::observe
