// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench.hpp"

namespace tetherlab::bench {

// Where the network behind an emulated hotspot answers.
observe::ProbeUrls lab_urls();

// Looks at a router for a bench, and sees to it that the LAN client has an address of the router before it
// tries the WAN. Borrows shell and client.
class Lookout {
public:
    Lookout(router::Shell& shell, LanClient& client, const observe::ProbeUrls& urls,
            observe::ReadFacts read = observe::router_facts);

    // The router has another LAN or another firmware: what the client knows from its DHCP is void.
    void lan_changed() { client_ready_ = false; }

    // As observe::Observer::look(). A router that gives the client no address is a failed probe, not a fault
    // of the lab.
    observe::Facts look(const observe::Needs& needs, const base::Deadline& deadline);

private:
    bool make_client_ready(const base::Deadline& deadline);

    LanClient& client_;
    observe::ProbeUrls urls_;
    observe::Observer observer_;
    bool client_ready_ = false;
};

}  // namespace tetherlab::bench
