// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/lan/misbehaviour.hpp"

#include <cstdint>
#include <string>

namespace tetherlab::lan {

// Where the portal of a captive hotspot listens.
inline constexpr std::uint16_t kPortalPort = 80;

// The input for `nft -f` that makes the table of faults what they ask for, whatever was in it before, in one
// transaction. `bridge` is the hotspot's LAN, `uplink` its way to the internet.
std::string fault_rules(const Misbehaviour& wanted, const std::string& bridge, const std::string& uplink);

}  // namespace tetherlab::lan
