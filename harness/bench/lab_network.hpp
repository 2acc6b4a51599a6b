// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "harness/bench/hardware.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/router/uci.hpp"

#include <string>
#include <vector>

namespace tetherlab::bench {

// The networks of a bench, out of reach of everything else on this machine. Of a virtual one:
//
//     namespace tlID-lab                            namespace tlID-client
//       br-lan ── the lab host's address
//         ├── lan1   tap, the router's LAN port
//         └── client ──────────────────────────────── eth0
//       wan          tap, the router's unused WAN port: a cable that ends nowhere
//
// Of one with a real router br-lan and eth0 are macvlans of the interface that is cabled to it, which itself
// stays as it is.
//
// Everything that belongs to the bench runs in the first namespace. Destroying it kills all of that.
class LabNetwork {
public:
    explicit LabNetwork(RunDirectory& run);
    LabNetwork(RunDirectory& run, const LabPort& port);
    LabNetwork(const LabNetwork&) = delete;
    LabNetwork& operator=(const LabNetwork&) = delete;
    ~LabNetwork();

    const std::string& lab() const { return lab_; }

    const std::string& client() const { return client_; }

    // Gives the lab host one address, in this LAN of the router, in place of the one it had. At a cable it
    // has one in each of the other networks of the port, too: the router may be there still.
    void follow(const router::Ipv4Interface& router_lan, const base::Deadline& deadline);

    // Kills what runs in both namespaces; they stay. Any thread.
    void kill_processes() noexcept;

private:
    void make_namespaces(RunDirectory& run);

    std::string lab_;
    std::string client_;
    std::vector<router::Ipv4Interface> taken_;  // on the cable, by this machine
};

// The address at the start of the network, which routers take: 192.168.8.1/24 of 192.168.8.2/24.
router::Ipv4Interface first_of_network(const router::Ipv4Interface& address);

// The address the lab host takes beside a router: the second of the network, or one next to it when that is
// the router's own or taken by somebody else.
router::Ipv4Interface neighbour(const router::Ipv4Interface& router,
                                const std::vector<router::Ipv4Interface>& taken = {});

}  // namespace tetherlab::bench
