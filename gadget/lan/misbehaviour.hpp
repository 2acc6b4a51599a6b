// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/fault/stage.hpp"
#include "gadget/lan/dnsmasq.hpp"
#include "gadget/lan/loss.hpp"

#include <list>

namespace tetherlab::lan {

// What packets meet on a way, the same in both directions. The default hinders nothing.
struct Way {
    double rate = 0;  // bits per second; 0: not limited
    base::Milliseconds delay{0};
    base::Milliseconds jitter{0};

    bool operator==(const Way&) const = default;
};

// The sum of all faults that are on. The default is a hotspot that works.
struct Misbehaviour {
    ServerOptions server = {};
    bool dhcp_silent = false;
    base::Milliseconds dhcp_delay{0};
    bool dns_silent = false;
    Loss lost_advertisements = {};
    bool captive = false;
    bool radio_lost = false;
    int longest_packet = 0;  // bytes; 0: any length passes
    Way internet = {};
    Loss internet_loss = {};    // in each direction
    double forwarded_rate = 0;  // bits per second, of what a router has forwarded; 0: not limited

    bool operator==(const Misbehaviour&) const = default;
};

// Of two values for one thing, the one that does more harm counts: the longer delay, the lower rate. Of two
// wrong subnets it is the later one.
Misbehaviour sum_of(const std::list<fault::LanFault>& faults);

}  // namespace tetherlab::lan
