// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/dnsmasq.hpp"

#include "gadget/lan/internet.hpp"

#include <fmt/format.h>

#include <chrono>

namespace tetherlab::lan {
namespace {

// "2001:db8:53::" of "2001:db8:53::/64"
std::optional<std::string> network6(const profile::Lan& lan) {
    if (!lan.ipv6_prefix) return std::nullopt;
    return lan.ipv6_prefix->substr(0, lan.ipv6_prefix->find('/'));
}

}  // namespace

base::Argv dnsmasq_command(const profile::Lan& lan, const std::string& bridge) {
    const auto lease = std::chrono::duration_cast<std::chrono::seconds>(lan.lease);
    base::Argv command{
        "dnsmasq",
        "--conf-file=/dev/null",
        "--user=dnsmasq",  // made by the package dnsmasq-base
        "--pid-file",
        "--interface=" + bridge,
        "--bind-dynamic",
        "--no-hosts",
        "--no-resolv",
        "--no-ping",  // an offer at once instead of after 3 s
        "--dhcp-authoritative",
        "--leasefile-ro",  // leases live and die with this hotspot
        fmt::format("--dhcp-range={},{},{}s", lan.dhcp_first, lan.dhcp_last, lease.count()),
        fmt::format("--host-record={},{},{}", kWebName, kWebAddress, kWebAddress6),
    };
    if (const auto network = network6(lan)) {
        command.push_back("--enable-ra");
        command.push_back(fmt::format("--dhcp-range={},ra-only,64,{}s", *network, lease.count()));
    }
    return command;
}

std::optional<std::string> gateway6(const profile::Lan& lan) {
    const auto network = network6(lan);
    return network ? std::optional(*network + "1") : std::nullopt;
}

}  // namespace tetherlab::lan
