// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"
#include "gadget/fault/kinds/lan.hpp"
#include "gadget/profile/address.hpp"

#include <fmt/format.h>

namespace tetherlab::fault {
namespace {

constexpr int kSubnetLength = 24;

// "192.168.77.0/24"
bool is_subnet(const std::string& text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos || text.substr(slash) != fmt::format("/{}", kSubnetLength)) return false;
    const auto address = profile::ipv4_from_text(text.substr(0, slash));
    return address && profile::network_of(*address, kSubnetLength) == *address;
}

std::string check(const Values& values) {
    const std::string& subnet = values.text("subnet");
    if (is_subnet(subnet)) return {};
    return fmt::format("expected 'subnet' to be an IPv4 network such as 192.168.77.0/24, got '{}'", subnet);
}

LanFault fault_of(const Values& values) {
    const std::string& mode = values.text("mode");
    const int lease = static_cast<int>(values.number("lease") / 1000);
    if (mode == "silent") return {.what = LanFault::What::kDhcpSilent};
    if (mode == "nak") return {.what = LanFault::What::kDhcpNak};
    if (mode == "slow") return {.what = LanFault::What::kDhcpSlow, .delay = values.duration("delay")};
    if (mode == "short-lease") return {.what = LanFault::What::kShortLease, .seconds = lease};
    return {.what = LanFault::What::kWrongSubnet, .seconds = lease, .text = values.text("subnet")};
}

void run(Stage& stage, const Values& values) {
    misbehave(stage, values, fault_of(values), "DHCP " + values.text("mode"));
}

}  // namespace

Kind dhcp() {
    return {
        .name = "dhcp",
        .summary = "The hotspot's DHCP server does not answer, refuses, is slow, or gives useless leases.",
        .capability = "net",
        .parameters =
            {{.name = "mode",
              .meaning = "silent: no answer; nak: offers, and refuses every request; slow: each answer comes "
                         "'delay' late; short-lease: leases of 'lease'; wrong-subnet: leases of 'lease' in "
                         "'subnet', where nobody is the gateway",
              .unit = Unit::kChoice,
              .preset = "silent",
              .choices = {"silent", "nak", "slow", "short-lease", "wrong-subnet"}},
             {.name = "delay",
              .meaning = "of each answer, with mode slow",
              .preset = "5 s",
              .least = 1,
              .most = 300e3},
             // dnsmasq makes two minutes of anything shorter (option.c, 2.90).
             {.name = "lease",
              .meaning = "how long leases last, with modes short-lease and wrong-subnet",
              .preset = "120 s",
              .least = 120e3,
              .most = 86'400e3},
             {.name = "subnet",
              .meaning = "with mode wrong-subnet",
              .unit = Unit::kText,
              .preset = "192.168.77.0/24"},
             duration_parameter("0 s")},
        .provokes = {"netifd: wan (…): udhcpc: no lease, broadcasting discover again and again",
                     "nak: udhcpc: received DHCP NAK",
                     "wrong-subnet: a lease, and no gateway that answers until it is rebound"},
        .check = check,
        .run = run};
}

}  // namespace tetherlab::fault
