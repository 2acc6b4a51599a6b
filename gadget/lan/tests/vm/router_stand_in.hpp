// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/lan/namespace.hpp"

#include <functional>
#include <string>

namespace tetherlab::lan {

// What the router has to be for the hotspot's LAN: a namespace with one end of a veth pair whose other end is
// in the hotspot's bridge, busybox as DHCP client and the rest.
class RouterStandIn {
public:
    RouterStandIn();

    // Asks for a lease and uses it. Returns what udhcpc said; throws base::Error when there was none.
    std::string take_lease() const;

    // The address 192.168.1.50 and the gateway 192.168.1.1, without DHCP.
    void configure() const;

    // A shell command in the namespace. Returns what it wrote on either stream, whatever its status.
    std::string shell(const std::string& command) const;

    // Whether an echo with so many bytes of payload comes back within 2 s.
    bool pings(const std::string& address, int payload = 56) const;

    // What nslookup says of the web server's name.
    std::string look_up() const;

    // What the web server answers to GET, header and text, or what came of it.
    std::string fetch(const std::string& path) const;

private:
    Namespace space_;
};

// A shell command in the namespace "hotspot".
std::string shell_in_hotspot(const std::string& command);

// Everything in the namespace "hotspot" that a fault may change: rules, queues, dnsmasq's command.
std::string hotspot_state();

// The lines of dnsmasq's lease file.
std::string leases();

// Looks every 20 ms until it is or the time is over.
bool comes_true(const std::function<bool()>& condition, base::Milliseconds limit);

}  // namespace tetherlab::lan
