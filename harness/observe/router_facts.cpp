// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/router_facts.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/observe/remote_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace tetherlab::observe {
namespace {

// Works in busybox ash with OpenWrt's default applets. A kernel without USB has no /sys/bus/usb: that is an
// empty bus and not a part that failed.
constexpr RemotePart kParts[] = {
    {"board", "ubus call system board"},
    {"usb-devices", "ls /sys/bus/usb >/dev/null || exit 0\ncat /sys/kernel/debug/usb/devices"},
    {"usb-netdevs", R"(for n in /sys/class/net/*; do
    case $(readlink -f "$n/device/subsystem") in */bus/usb) ;; *) continue ;; esac
    driver=$(readlink "$n/device/driver")
    echo ${n##*/} ${driver##*/} $(cat "$n/device/../busnum" "$n/device/../devnum" "$n/address")
done)"},
    {"usb-drivers", "ls /sys/bus/usb >/dev/null || exit 0\nls /sys/bus/usb/drivers"},
    {"netdevs", "ls /sys/class/net"},
    {"kmods", R"(sed -n 's/^Package: \(kmod-.*\)/\1/p' /usr/lib/opkg/status
sed -n 's/^P:\(kmod-.*\)/\1/p' /lib/apk/db/installed
true)"},
    {"kernel-log", "dmesg"},
    {"lan", "ifstatus lan"},
    {"wan", "ifstatus wan"},
    {"wan6", "ifstatus wan6"},
    {"wan-device", "uci -q get network.wan.device || uci -q get network.wan.ifname"},
    {"addresses", "ip -o addr"},
    {"routes4", "ip -4 route"},
    {"routes6", "ip -6 route"},
    {"system-log", "logread -l 200"},
    {"advertisements",
     R"(for d in /proc/net/dev_snmp6/*; do
    echo ${d##*/} $(sed -n 's/^Icmp6\(InRouterAdvertisements\|OutRouterSolicits\)[^0-9]*//p' $d)
done)"},
};

class Answer {
public:
    explicit Answer(std::map<std::string, PartOutput> parts) : parts_(std::move(parts)) {}

    // Throws when the part failed.
    const std::string& required(const std::string& name) const {
        const PartOutput& part = parts_.at(name);
        if (part.status != 0) {
            throw base::Error("ask the router for", name, fmt::format("exit status {}", part.status));
        }
        return part.out;
    }

    // Empty when the part failed: the router does not have it.
    std::string optional(const std::string& name) const {
        const PartOutput& part = parts_.at(name);
        return part.status == 0 ? part.out : std::string();
    }

    std::vector<std::string> words(const std::string& name) const {
        std::vector<std::string> words = base::split(required(name), '\n');
        std::erase(words, "");
        return words;
    }

    std::optional<InterfaceStatus> interface(const std::string& name) const {
        const std::string text = optional(name);
        return text.empty() ? std::nullopt : std::optional(parse_interface_status(text));
    }

private:
    std::map<std::string, PartOutput> parts_;
};

// "usb0 rndis_host 1 12 02:0d:53:00:00:01". A line with less is of a device that went while it was read.
std::vector<UsbNetdev> parse_usb_netdevs(const std::vector<std::string>& lines) {
    std::vector<UsbNetdev> netdevs;
    for (const std::string& line : lines) {
        const std::vector<std::string> words = base::split(line, ' ');
        if (words.size() != 5) continue;
        UsbNetdev netdev{words[0], words[1], 0, 0, words[4]};
        std::from_chars(words[2].data(), words[2].data() + words[2].size(), netdev.bus);
        std::from_chars(words[3].data(), words[3].data() + words[3].size(), netdev.number);
        netdevs.push_back(std::move(netdev));
    }
    return netdevs;
}

// "usb0 2 1": received, solicited, in the order of the file.
std::map<std::string, RouterAdvertisements> parse_advertisements(const std::string& text) {
    std::map<std::string, RouterAdvertisements> found;
    for (const std::string& line : base::split(text, '\n')) {
        const std::vector<std::string> words = base::split(line, ' ');
        if (words.size() != 3) continue;
        RouterAdvertisements& counts = found[words[0]];
        std::from_chars(words[1].data(), words[1].data() + words[1].size(), counts.received);
        std::from_chars(words[2].data(), words[2].data() + words[2].size(), counts.solicited);
    }
    return found;
}

}  // namespace

RouterFacts router_facts(router::Shell& shell, const base::Deadline& deadline) {
    const Answer answer(split_parts(shell.run(join_parts(kParts), deadline).out, kParts));
    RouterFacts facts;
    facts.board = parse_board(answer.required("board"));
    facts.usb_devices_text = answer.required("usb-devices");
    facts.usb = parse_usb_devices(facts.usb_devices_text);
    facts.usb_netdevs = parse_usb_netdevs(answer.words("usb-netdevs"));
    facts.usb_drivers = answer.words("usb-drivers");
    facts.netdevs = answer.words("netdevs");
    facts.kmods = answer.words("kmods");
    facts.kernel_log = parse_kernel_log(answer.required("kernel-log"));
    facts.lan = answer.interface("lan");
    facts.wan = answer.interface("wan");
    facts.wan6 = answer.interface("wan6");
    facts.wan_device = std::string(base::trim(answer.optional("wan-device")));
    facts.addresses = parse_addresses(answer.required("addresses"));
    facts.routes4 = parse_routes(answer.required("routes4"));
    facts.routes6 = parse_routes(answer.optional("routes6"));
    facts.system_log = base::split(base::trim(answer.optional("system-log")), '\n');
    facts.advertisements = parse_advertisements(answer.optional("advertisements"));
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
