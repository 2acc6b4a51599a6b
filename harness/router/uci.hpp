// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/router/shell.hpp"

#include <string>

namespace tetherlab::router {

// An IPv4 address and its network: 192.168.8.1/24.
struct Ipv4Interface {
    std::string address;
    int prefix = 24;

    // Throws base::Error unless `text` is ADDRESS/PREFIX with a prefix of 1 to 30.
    static Ipv4Interface parse(const std::string& text);

    std::string to_text() const;
    std::string netmask() const;  // "255.255.255.0"

    bool operator==(const Ipv4Interface&) const = default;
};

enum class Changed { kNo, kYes };

// The router's network settings through `uci`, as its users change them. Each call commits, restarts the
// network and leaves the shell to make a new connection. Throws base::Error with what the router said.
class Uci {
public:
    explicit Uci(Shell& shell) : shell_(shell) {}

    // Sets network.lan in whichever form the router has it: `list ipaddr 'A/P'` (since OpenWrt d989d9a8ec4,
    // 2025-05) or `option ipaddr` and `option netmask`. After kYes the router is at the new address, or will
    // be at once when `shell` goes to the old one: give this host an address there, then Shell::reconnect().
    [[nodiscard]] Changed set_lan(const Ipv4Interface& lan, const base::Deadline& deadline);

    // Sets the device of wan and, where there is one, wan6 ("usb0"); `ifname` on releases before 21.02.
    // Returns when the network has restarted.
    void set_wan_device(const std::string& device, const base::Deadline& deadline);

private:
    void restart_network(const std::string& gone, const base::Deadline& deadline);

    Shell& shell_;
};

}  // namespace tetherlab::router
