// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/router_facts.hpp"

#include "gadget/base/text.hpp"
#include "harness/observe/host_facts.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace tetherlab::observe {
namespace {

// Works in busybox ash with OpenWrt's default applets.
constexpr RemotePart kParts[] = {
    {"board", "ubus call system board"},
    {"kmods", R"(sed -n 's/^Package: \(kmod-.*\)/\1/p' /usr/lib/opkg/status
sed -n 's/^P:\(kmod-.*\)/\1/p' /lib/apk/db/installed
true)"},
    {"lan", "ifstatus lan"},
    {"wan", "ifstatus wan"},
    {"wan6", "ifstatus wan6"},
    {"wan-device", "uci -q get network.wan.device || uci -q get network.wan.ifname"},
    {"system-log", "logread -l 200"},
};

std::optional<InterfaceStatus> interface(const RemoteAnswer& answer, const std::string& name) {
    const std::string text = answer.optional(name);
    return text.empty() ? std::nullopt : std::optional(parse_interface_status(text));
}

}  // namespace

RouterFacts router_facts(router::Shell& shell, const base::Deadline& deadline) {
    const RemoteAnswer answer = ask(shell, with_host_parts(kParts), deadline);
    RouterFacts facts;
    read_host(answer, facts);
    facts.board = parse_board(answer.required("board"));
    facts.kmods = answer.words("kmods");
    facts.lan = interface(answer, "lan");
    facts.wan = interface(answer, "wan");
    facts.wan6 = interface(answer, "wan6");
    facts.wan_device = std::string(base::trim(answer.optional("wan-device")));
    facts.system_log = base::split(base::trim(answer.optional("system-log")), '\n');
    return facts;
}

const UsbDevice* find_device(const RouterFacts& facts, std::uint16_t vendor_id, std::uint16_t product_id) {
    const auto found = std::find_if(facts.usb.begin(), facts.usb.end(), [&](const UsbDevice& device) {
        return device.vendor_id == vendor_id && device.product_id == product_id;
    });
    return found == facts.usb.end() ? nullptr : &*found;
}

const UsbNetdev* find_netdev(const RouterFacts& facts, const UsbDevice& device) {
    const auto found =
        std::find_if(facts.usb_netdevs.begin(), facts.usb_netdevs.end(), [&](const UsbNetdev& netdev) {
            return netdev.bus == device.topology.bus && netdev.number == device.topology.number;
        });
    return found == facts.usb_netdevs.end() ? nullptr : &*found;
}

}  // namespace tetherlab::observe
