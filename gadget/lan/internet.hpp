// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/lan/namespace.hpp"
#include "gadget/lan/web_server.hpp"
#include "gadget/profile/profile.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace tetherlab::lan {

// What there is to reach through the hotspot. Addresses for benchmarks (RFC 2544, RFC 5180): of documentation
// addresses (RFC 5737, RFC 3849) the router's dnsmasq would say nothing, as its rebind protection, which
// OpenWrt switches on, takes them for private ones (rfc1035.c, private_net() and private_net6(),
// dnsmasq 2.90).
inline constexpr const char* kWebName = "web.internet.example";
inline constexpr const char* kWebAddress = "198.18.0.80";
inline constexpr const char* kWebAddress6 = "2001:2:0:64::80";

// The carrier's link between hotspot and internet; IPv4 from the range for carrier NAT (RFC 6598).
inline constexpr const char* kCarrierAddress = "100.64.0.1";
inline constexpr const char* kHotspotAddress = "100.64.0.2";
inline constexpr const char* kCarrierAddress6 = "2001:db8:64:1::1";
inline constexpr const char* kHotspotAddress6 = "2001:db8:64:1::2";

// The namespace "internet": one web server with an IPv4 and an IPv6 address. It knows the way to the
// hotspot's IPv6 prefix; IPv4 behind the hotspot is hidden by its NAT.
class Internet {
public:
    explicit Internet(const base::Deadline& deadline);

    // Configures the device `uplink`, which the caller has put here, and starts the web server.
    void connect(const std::string& uplink, const profile::Lan& lan, const base::Deadline& deadline);

    const Namespace& space() const { return space_; }

private:
    Namespace space_;
    std::optional<WebServer> web_;
};

}  // namespace tetherlab::lan
