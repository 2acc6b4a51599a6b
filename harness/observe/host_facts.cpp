// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/host_facts.hpp"

#include "gadget/base/text.hpp"

#include <charconv>
#include <iterator>
#include <map>
#include <string>

namespace tetherlab::observe {
namespace {

// Works in busybox ash with OpenWrt's default applets. A kernel without USB has no /sys/bus/usb: that is an
// empty bus and not a part that failed.
constexpr RemotePart kParts[] = {
    {"usb-devices", "ls /sys/bus/usb >/dev/null || exit 0\ncat /sys/kernel/debug/usb/devices"},
    {"usb-netdevs", R"(for n in /sys/class/net/*; do
    case $(readlink -f "$n/device/subsystem") in */bus/usb) ;; *) continue ;; esac
    driver=$(readlink "$n/device/driver")
    echo ${n##*/} ${driver##*/} $(cat "$n/device/../busnum" "$n/device/../devnum" "$n/address" "$n/carrier")
done)"},
    {"usb-drivers", "ls /sys/bus/usb >/dev/null || exit 0\nls /sys/bus/usb/drivers"},
    {"netdevs", "ls /sys/class/net"},
    {"kernel-log", "dmesg"},
    {"addresses", "ip -o addr"},
    {"routes4", "ip -4 route"},
    {"routes6", "ip -6 route"},
    {"advertisements",
     R"(for d in /proc/net/dev_snmp6/*; do
    echo ${d##*/} $(sed -n 's/^Icmp6\(InRouterAdvertisements\|OutRouterSolicits\)[^0-9]*//p' $d)
done)"},
};

// "usb0 rndis_host 1 12 02:0d:53:00:00:01 1", without the last word while it is down. A line with less is of
// a device that went while it was read.
std::vector<UsbNetdev> parse_usb_netdevs(const std::vector<std::string>& lines) {
    std::vector<UsbNetdev> netdevs;
    for (const std::string& line : lines) {
        const std::vector<std::string> words = base::split(line, ' ');
        if (words.size() != 5 && words.size() != 6) continue;
        UsbNetdev netdev{words[0], words[1], 0, 0, words[4], std::nullopt};
        if (words.size() == 6) netdev.carrier = words[5] == "1";
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

std::vector<RemotePart> with_host_parts(std::span<const RemotePart> others) {
    std::vector<RemotePart> all(std::begin(kParts), std::end(kParts));
    all.insert(all.end(), others.begin(), others.end());
    return all;
}

void read_host(const RemoteAnswer& answer, RouterFacts& facts) {
    facts.usb_devices_text = answer.required("usb-devices");
    facts.usb = parse_usb_devices(facts.usb_devices_text);
    facts.usb_netdevs = parse_usb_netdevs(answer.words("usb-netdevs"));
    facts.usb_drivers = answer.words("usb-drivers");
    facts.netdevs = answer.words("netdevs");
    facts.kernel_log = parse_kernel_log(answer.required("kernel-log"));
    facts.addresses = parse_addresses(answer.required("addresses"));
    facts.routes4 = parse_routes(answer.required("routes4"));
    facts.routes6 = parse_routes(answer.optional("routes6"));
    facts.advertisements = parse_advertisements(answer.optional("advertisements"));
}

}  // namespace tetherlab::observe
