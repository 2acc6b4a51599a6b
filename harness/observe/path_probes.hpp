// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/observe/probes.hpp"
#include "harness/router/shell.hpp"

#include <optional>
#include <string>

// Attempts from the router that show how far a packet gets: what a diagnosis asks for when the WAN does not
// work and everything on the router looks well. Each is one remote command of a few seconds; like those of
// probes.hpp, an attempt that fails is a result.
namespace tetherlab::observe {

struct PingProbe {
    std::string address;  // empty: there was none to ping, as without a default route
    int sent = 0;
    int answered = 0;
};

// The gateway of the default route: the hotspot itself.
PingProbe ping_gateway(router::Shell& shell, const base::Deadline& deadline);

// Whether short and full-size packets reach a host.
struct PathProbe {
    PingProbe small;
    PingProbe large;  // with kLargePacket bytes, IP header included, and DF, which Linux sets on its own
};

inline constexpr int kLargePacket = 1500;

PathProbe ping_by_size(router::Shell& shell, const std::string& address, const base::Deadline& deadline);

// A name as the router's resolver answers it, and as the hotspot's own server does when it is asked directly.
struct NamesProbe {
    DnsProbe at_router;
    std::string server;  // the hotspot's, from its DHCP; empty when it named none
    std::optional<DnsProbe> at_hotspot;
};

NamesProbe ask_both_servers(router::Shell& shell, const std::string& name, const base::Deadline& deadline);

// Fetches `url` on the router for some seconds; the rate is what the device of the default route received
// meanwhile.
DownloadProbe download_by_router(router::Shell& shell, const std::string& url,
                                 const base::Deadline& deadline);

}  // namespace tetherlab::observe
