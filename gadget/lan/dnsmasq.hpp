// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/process.hpp"
#include "gadget/profile/profile.hpp"

#include <optional>
#include <string>

namespace tetherlab::lan {

// The command that starts the hotspot's DHCP server, DNS server and router advertisements on `bridge`. It
// returns when dnsmasq listens, which goes on in the background, or fails with the reason on standard error.
base::Argv dnsmasq_command(const profile::Lan& lan, const std::string& bridge);

// The hotspot's own address in the announced /64, "2001:db8:53::1"; empty for an IPv4-only hotspot.
std::optional<std::string> gateway6(const profile::Lan& lan);

}  // namespace tetherlab::lan
