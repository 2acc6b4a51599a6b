// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/lan/misbehaviour.hpp"

#include <string>
#include <vector>

namespace tetherlab::lan {

// The queue a packet waits in when it leaves the hotspot, as nftables writes it into the packet's priority
// and the root queue, a sch_prio, takes it from there. Whatever is in none of them goes at once.
inline constexpr const char* kDhcpQueue = "1:2";       // answers of the DHCP server
inline constexpr const char* kInternetQueue = "1:3";   // to the internet, and back
inline constexpr const char* kForwardedQueue = "1:4";  // the same, of connections that a router forwards

// Lines for `tc -batch` that make the queues of the devices what the faults ask for, whatever there was
// before.
std::string queue_commands(const Misbehaviour& wanted, const std::vector<std::string>& devices);

}  // namespace tetherlab::lan
