// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/pc_facts.hpp"

#include "gadget/base/text.hpp"
#include "harness/observe/host_facts.hpp"

#include <string>
#include <utility>

namespace tetherlab::observe {
namespace {

constexpr RemotePart kParts[] = {
    {"kernel", "uname -r"},
    {"system", R"sh(sed -n 's/^PRETTY_NAME="\(.*\)"$/\1/p' /etc/os-release)sh"},
    {"system-log", "tail -n 200 /var/log/messages"},
};

std::string word(const RemoteAnswer& answer, const std::string& part) {
    return std::string(base::trim(answer.required(part)));
}

// As netifd would say it.
InterfaceStatus wan_on(const std::string& device, const std::vector<DeviceAddress>& addresses) {
    InterfaceStatus wan;
    wan.available = true;
    wan.proto = "dhcp";
    wan.device = device;
    for (const DeviceAddress& address : addresses) {
        if (address.device != device || address.scope != "global") continue;
        (address.is_ipv6 ? wan.ipv6 : wan.ipv4).push_back({address.address, address.prefix_length});
    }
    wan.up = !wan.ipv4.empty();
    wan.pending = !wan.up;
    if (wan.up) wan.l3_device = device;
    return wan;
}

}  // namespace

RouterFacts pc_facts(router::Shell& shell, const base::Deadline& deadline) {
    const RemoteAnswer answer = ask(shell, with_host_parts(kParts), deadline);
    RouterFacts facts;
    read_host(answer, facts);
    facts.board = {
        .name = "pc", .model = "PC", .kernel = word(answer, "kernel"), .revision = word(answer, "system")};
    facts.system_log = base::split(base::trim(answer.optional("system-log")), '\n');
    if (!facts.usb_netdevs.empty()) {
        facts.wan_device = facts.usb_netdevs.front().name;
        facts.wan = wan_on(facts.wan_device, facts.addresses);
    }
    return facts;
}

}  // namespace tetherlab::observe
