// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/fault_rules.hpp"

#include "gadget/lan/queues.hpp"

#include <fmt/format.h>

#include <string_view>

namespace tetherlab::lan {
namespace {

constexpr const char* kRouterTtl = "64";  // what Linux gives its own packets (ip_default_ttl)

// A chain, or nothing when it has no rules.
std::string chain(std::string_view name, std::string_view hook, const std::string& rules) {
    if (rules.empty()) return {};
    return fmt::format("    chain {} {{\n        type {}\n{}    }}\n", name, hook, rules);
}

template <typename... Values>
std::string rule(fmt::format_string<const Values&...> text, const Values&... values) {
    return "        " + fmt::format(text, values...) + "\n";
}

// By length as they come, before connection tracking puts fragments together (priority -400).
std::string arriving(const Misbehaviour& wanted, const std::string& bridge, const std::string& uplink) {
    if (wanted.longest_packet == 0) return {};
    return rule("iifname \"{}\" fib daddr type unicast meta length > {} drop", bridge,
                wanted.longest_packet) +
           rule("iifname \"{}\" meta length > {} drop", uplink, wanted.longest_packet);
}

// A connection that came through a router is known by its packets' TTL from then on.
std::string tracked(const Misbehaviour& wanted, const std::string& bridge) {
    if (wanted.forwarded_rate == 0) return {};
    return rule("iifname \"{}\" ip ttl != {} ct mark set 1", bridge, kRouterTtl) +
           rule("iifname \"{}\" ip6 hoplimit != {} ct mark set 1", bridge, kRouterTtl);
}

// Between LAN and internet.
std::string forwarded(const Misbehaviour& wanted, const std::string& bridge) {
    if (wanted.radio_lost) return rule("drop");
    std::string rules;
    if (const std::string lost = drop_lost(wanted.internet_loss); !lost.empty()) {
        rules += rule("iifname \"{}\" {}", bridge, lost);
        rules += rule("oifname \"{}\" {}", bridge, lost);
    }
    if (wanted.captive) {
        rules += rule("iifname \"{}\" meta l4proto tcp reject with tcp reset", bridge);
        rules += rule("reject with icmpx admin-prohibited");
    }
    if (wanted.internet != Way{}) rules += rule("meta priority set {}", kInternetQueue);
    if (wanted.forwarded_rate > 0) rules += rule("ct mark 1 meta priority set {}", kForwardedQueue);
    return rules;
}

std::string received(const Misbehaviour& wanted, const std::string& bridge) {
    std::string rules;
    if (wanted.dhcp_silent) rules += rule("iifname \"{}\" udp dport 67 drop", bridge);
    if (wanted.dns_silent)
        rules += rule("iifname \"{}\" meta l4proto {{ tcp, udp }} th dport 53 drop", bridge);
    return rules;
}

std::string sent(const Misbehaviour& wanted, const std::string& bridge) {
    std::string rules;
    if (wanted.dhcp_delay.count() > 0)
        rules += rule("oifname \"{}\" udp sport 67 meta priority set {}", bridge, kDhcpQueue);
    if (const std::string lost = drop_lost(wanted.lost_advertisements); !lost.empty())
        rules += rule("oifname \"{}\" icmpv6 type nd-router-advert {}", bridge, lost);
    return rules;
}

std::string redirected(const Misbehaviour& wanted, const std::string& bridge) {
    if (!wanted.captive) return {};
    return rule("iifname \"{}\" tcp dport 80 redirect to :{}", bridge, kPortalPort);
}

}  // namespace

std::string fault_rules(const Misbehaviour& wanted, const std::string& bridge, const std::string& uplink) {
    const std::string chains =
        chain("arriving", "filter hook prerouting priority -450", arriving(wanted, bridge, uplink)) +
        chain("tracked", "filter hook prerouting priority mangle", tracked(wanted, bridge)) +
        chain("redirected", "nat hook prerouting priority dstnat", redirected(wanted, bridge)) +
        chain("received", "filter hook input priority filter", received(wanted, bridge)) +
        chain("forwarded", "filter hook forward priority filter", forwarded(wanted, bridge)) +
        chain("sent", "filter hook output priority filter", sent(wanted, bridge));
    const std::string empty = "add table inet faults\ndelete table inet faults\n";
    return chains.empty() ? empty : empty + "table inet faults {\n" + chains + "}\n";
}

}  // namespace tetherlab::lan
