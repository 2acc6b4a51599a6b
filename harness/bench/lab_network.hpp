// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/router/uci.hpp"

#include <string>

namespace tetherlab::bench {

// The networks of a virtual bench, out of reach of everything else on this machine:
//
//     namespace tlID-lab                            namespace tlID-client
//       br-lan ── the lab host's address
//         ├── lan1   tap, the router's LAN port
//         └── client ──────────────────────────────── eth0
//       wan          tap, the router's unused WAN port: a cable that ends nowhere
//
// Everything that belongs to the bench runs in the first namespace. Destroying it kills all of that.
class LabNetwork {
public:
    explicit LabNetwork(RunDirectory& run);
    LabNetwork(const LabNetwork&) = delete;
    LabNetwork& operator=(const LabNetwork&) = delete;
    ~LabNetwork();

    const std::string& lab() const { return lab_; }

    const std::string& client() const { return client_; }

    // Gives the lab host one address, in this LAN of the router, in place of the one it had.
    void follow(const router::Ipv4Interface& router_lan, const base::Deadline& deadline);

    // Kills what runs in both namespaces; they stay. Any thread.
    void kill_processes() noexcept;

private:
    std::string lab_;
    std::string client_;
};

// The address the lab host takes beside a router: the second of the network, or one next to it when that is
// the router's own.
router::Ipv4Interface neighbour(const router::Ipv4Interface& router);

}  // namespace tetherlab::bench
