// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/lan/internet.hpp"
#include "gadget/lan/namespace.hpp"
#include "gadget/profile/profile.hpp"

#include <string>
#include <vector>

namespace tetherlab::lan {

// The network behind the emulated hotspot:
//
//     gadget netdevs ─ br-lan ┐namespace "hotspot"┌ wan ── veth ── hotspot ┐namespace "internet"┌ web server
//     wlan0 (dummy)  ─────────┘dnsmasq, nftables  └                        └                    └
//
// One bridge for all of them, as in real hotspots: the same addresses whichever USB configuration the router
// takes. wlan0 stands for the hotspot's Wi-Fi; it keeps the bridge running while no USB host has the netdevs
// up, so that addresses and router advertisements are ready before the router is. Owns all of it; a failure
// undoes it. It needs the programs ip, sysctl, nft and dnsmasq. Not thread-safe.
class Lan {
public:
    // `mac` is the hotspot's own address on its LAN. Throws base::Error.
    Lan(const profile::Lan& lan, const std::string& mac, const base::Deadline& deadline);

    // Moves those of the netdevs that are in the first namespace into the bridge, up; the others are here
    // already. They go back there when the LAN is destroyed, or away with their gadget.
    void attach(const std::vector<std::string>& netdevs, const base::Deadline& deadline);

    // Removes the namespaces of a predecessor. Returns the names of those there were.
    static std::vector<std::string> remove_leftovers(const base::Deadline& deadline);

private:
    void make_links(const profile::Lan& lan, const std::string& mac, const base::Deadline& deadline);

    Internet internet_;
    Namespace hotspot_;
};

}  // namespace tetherlab::lan
