// SPDX-License-Identifier: Apache-2.0
// What programs say about the device and its network: busybox udhcpc (networking/udhcp/dhcpc.c, with the
// words of 1.23 to 1.36), ISC dhclient, dhcpcd, NetworkManager, OpenWrt's netifd, usb_modeswitch.
#include "harness/log/pattern.hpp"
#include "harness/log/scanner.hpp"

namespace tetherlab::log {
namespace {

using K = Kind;

struct ProgramPattern {
    std::string_view program;
    Pattern pattern;
};

constexpr ProgramPattern kPatterns[] = {
    {"udhcpc", {K::kDhcpAsk, "sending discover{}"}},
    {"udhcpc", {K::kDhcpAsk, "broadcasting discover"}},
    {"udhcpc", {K::kDhcpAsk, "Sending discover{}"}},
    {"udhcpc", {K::kDhcpNak, "received DHCP NAK"}},
    {"udhcpc", {K::kDhcpNak, "Received DHCP NAK"}},
    {"udhcpc", {K::kDhcpFailed, "no lease, {}"}},
    {"udhcpc", {K::kDhcpFailed, "No lease, {}"}},
    {"udhcpc", {K::kDhcpLease, "lease of {detail} obtained{}"}},
    {"udhcpc", {K::kDhcpLease, "Lease of {detail} obtained{}"}},
    {"dhclient", {K::kDhcpAsk, "DHCPDISCOVER on {netdev} to {}"}},
    {"dhclient", {K::kDhcpNak, "DHCPNAK from {}"}},
    {"dhclient", {K::kDhcpFailed, "No DHCPOFFERS received."}},
    {"dhclient", {K::kDhcpLease, "bound to {detail} -- {}"}},
    {"dhcpcd", {K::kDhcpAsk, "{netdev}: soliciting a DHCP lease"}},
    {"dhcpcd", {K::kDhcpAsk, "{netdev}: broadcasting for a lease"}},
    {"dhcpcd", {K::kDhcpNak, "{netdev}: NAK: {}"}},
    {"dhcpcd", {K::kDhcpLease, "{netdev}: leased {detail} for {}"}},
    {"NetworkManager", {K::kDhcpAsk, "{}dhcp4 ({netdev}): activation: beginning transaction{}"}},
    {"NetworkManager", {K::kDhcpFailed, "{}dhcp4 ({netdev}): request timed out"}},
    {"NetworkManager", {K::kDhcpLease, "{}dhcp4 ({netdev}): {}-> bound, address={detail}"}},
    {"NetworkManager", {K::kDhcpLease, "{}dhcp4 ({netdev}):{}new lease, address={detail}"}},
    {"netifd", {K::kLinkUp, "Network device '{netdev}' link is up"}},
    {"netifd", {K::kLinkDown, "Network device '{netdev}' link is down"}},
    {"odhcp6c", {K::kNoPrefix, "{}NoPrefixAvail{}"}},
    {"odhcp6c", {K::kNoPrefix, "{}No Prefix Available{}"}},
    {"usb_modeswitch", {K::kModeSwitch, "switch device {vendor}:{product} on {}"}},
    {"usb_modeswitch", {K::kModeSwitch, "switching device {vendor}:{product} on {}"}},
};

// netifd passes on what a DHCP client says: "wan (1234): udhcpc: sending discover".
std::string_view without_interface(std::string_view message) {
    const std::size_t open = message.find(" (");
    const std::size_t close = message.find("): ");
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return message;
    const std::string_view pid = message.substr(open + 2, close - open - 2);
    return integer(pid) ? message.substr(close + 3) : message;
}

}  // namespace

std::optional<Event> event_of_program(std::string_view program, std::string_view message) {
    std::string_view said = without_interface(message);
    if (said.size() != message.size()) {
        const std::size_t colon = said.find(": ");
        if (colon == std::string_view::npos) return std::nullopt;
        program = said.substr(0, colon);
        said.remove_prefix(colon + 2);
    }
    for (const ProgramPattern& row : kPatterns) {
        if (row.program != program || !may_match(row.pattern.text, said)) continue;
        Event event;
        if (!match(row.pattern.text, said, event)) continue;
        event.kind = row.pattern.kind;
        event.text = message;
        return event;
    }
    return std::nullopt;
}

}  // namespace tetherlab::log
