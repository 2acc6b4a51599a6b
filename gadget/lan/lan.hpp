// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/lan/dhcp_watch.hpp"
#include "gadget/lan/dnsmasq.hpp"
#include "gadget/lan/faults.hpp"
#include "gadget/lan/internet.hpp"
#include "gadget/lan/namespace.hpp"
#include "gadget/lan/traffic.hpp"
#include "gadget/profile/profile.hpp"

#include <cstdint>
#include <functional>
#include <optional>
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
// undoes it. It needs the programs ip, sysctl, nft, tc and dnsmasq. Not thread-safe, but for its faults, what
// it counts and forget().
class Lan {
public:
    // `mac` is the hotspot's own address on its LAN; `on_dhcp_request` as DhcpWatch calls it. Throws
    // base::Error.
    Lan(const profile::Lan& lan, const std::string& mac, const base::Deadline& deadline,
        std::function<void()> on_dhcp_request = {});

    // Moves those of the netdevs that are in the first namespace into the bridge, up; the others are here
    // already. They go back there when the LAN is destroyed, or away with their gadget.
    void attach(const std::vector<std::string>& netdevs, const base::Deadline& deadline);

    // Its holds end before the LAN does.
    Faults& faults() { return *faults_; }

    // What a hotspot does not know any more after it was without power: leases, connections, neighbours.
    void forget(const base::Deadline& deadline);

    // What the router has sent to or through the hotspot, by whichever netdev: bytes of its Ethernet frames
    // without their headers. Never less than before.
    std::uint64_t received_bytes() const { return traffic_->received_bytes(); }

    // DHCP messages of clients so far, answered or not.
    std::uint64_t dhcp_requests() const { return dhcp_watch_->count(); }

    // Removes the namespaces of a predecessor. Returns the names of those there were.
    static std::vector<std::string> remove_leftovers(const base::Deadline& deadline);

private:
    void make_links(const std::string& mac, const base::Deadline& deadline);

    profile::Lan lan_;
    Internet internet_;
    Namespace hotspot_;
    std::optional<Dnsmasq> server_;
    std::optional<Traffic> traffic_;
    std::optional<DhcpWatch> dhcp_watch_;
    std::optional<Faults> faults_;
};

}  // namespace tetherlab::lan
