// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/lan.hpp"

#include "gadget/lan/conntrack.hpp"
#include "gadget/lan/devices.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

namespace tetherlab::lan {
namespace {

constexpr const char* kHotspot = "hotspot";
constexpr const char* kInternet = "internet";

constexpr const char* kNat = R"(
table ip nat {
    chain postrouting {
        type nat hook postrouting priority srcnat
        oifname "wan" masquerade
    }
}
)";

// In this thread's namespace there may be another device of that name, of a USB host driver for example.
// u_ether's hang below "gadget.0", the gadget device (udc/core.c, 6.1).
bool is_gadget_netdev_here(const std::string& name) {
    std::error_code absent;
    const auto parent = std::filesystem::read_symlink("/sys/class/net/" + name + "/device", absent);
    return parent.filename().string().starts_with("gadget");
}

}  // namespace

Lan::Lan(const profile::Lan& lan, const std::string& mac, const base::Deadline& deadline,
         std::function<void()> on_dhcp_request)
    : lan_(lan), internet_(deadline), hotspot_(kHotspot, deadline) {
    // Before there are devices: they take over what `default` says. No duplicate address detection: it would
    // keep the router waiting for a second after each plug.
    hotspot_.run({"sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1",
                  "net.ipv6.conf.default.accept_dad=0"},
                 deadline);
    make_links(mac, deadline);
    internet_.connect(kHotspot, lan_, deadline);
    hotspot_.run({"nft", "-f", "-"}, deadline, {.input = kNat, .env = {}});
    hotspot_.enter([&] {
        traffic_.emplace(kBridge);
        dhcp_watch_.emplace(kBridge, std::move(on_dhcp_request));
    });
    server_.emplace(hotspot_, lan_, kBridge, deadline);
    // The other end of throughput measurements. Only a gadget host that is there for these has it.
    hotspot_.run({"sh", "-c", "! command -v iperf3 >/dev/null || exec iperf3 --server --daemon"}, deadline);
    faults_.emplace(hotspot_, *server_, lan_);
}

// Packets leave the internet one by one instead of in bundles of up to 64 KiB that only a network card would
// take apart: what limits, loses or measures them here means those that the router sees.
void Lan::make_links(const std::string& mac, const base::Deadline& deadline) {
    std::string lines = fmt::format(
        "link set lo up\n"
        "link add {uplink} type veth peer name {hotspot} netns {internet}\n"
        "link add {bridge} address {mac} type bridge stp_state 0 forward_delay 0\n"
        "link add wlan0 type dummy\n"
        "link set wlan0 master {bridge}\n"
        "addr add {gateway}/{length} dev {bridge}\n"
        "addr add {address}/30 dev {uplink}\n"
        "addr add {address6}/64 dev {uplink} nodad\n"
        "link set {uplink} up\n"
        "link set wlan0 up\n"
        "link set {bridge} up\n"
        "route add default via {carrier}\n"
        "route add default via {carrier6}\n",
        fmt::arg("hotspot", kHotspot), fmt::arg("internet", kInternet), fmt::arg("bridge", kBridge),
        fmt::arg("uplink", kUplink), fmt::arg("mac", mac), fmt::arg("gateway", lan_.gateway),
        fmt::arg("length", lan_.prefix_length), fmt::arg("address", kHotspotAddress),
        fmt::arg("address6", kHotspotAddress6), fmt::arg("carrier", kCarrierAddress),
        fmt::arg("carrier6", kCarrierAddress6));
    if (const auto address = gateway6(lan_))
        lines += fmt::format("addr add {}/64 dev {} nodad\n", *address, kBridge);
    hotspot_.ip(lines, deadline);
}

void Lan::attach(const std::vector<std::string>& netdevs, const base::Deadline& deadline) {
    std::string move;
    std::string join;
    for (const std::string& netdev : netdevs) {
        if (!is_gadget_netdev_here(netdev)) continue;
        move += fmt::format("link set {} netns {}\n", netdev, kHotspot);
        join += fmt::format("link set {} addrgenmode none master {} up\n", netdev, kBridge);
    }
    if (move.empty()) return;
    base::run_checked({"ip", "-batch", "-"}, deadline, {.input = move, .env = {}});
    hotspot_.ip(join, deadline);
}

void Lan::forget(const base::Deadline& deadline) {
    hotspot_.ip(fmt::format("neigh flush dev {}\n", kBridge), deadline);
    hotspot_.enter(forget_connections);
    server_->forget_leases(deadline);
}

std::vector<std::string> Lan::remove_leftovers(const base::Deadline& deadline) {
    std::vector<std::string> removed;
    for (const char* name : {kHotspot, kInternet}) {
        if (Namespace::remove(name, deadline)) removed.emplace_back(name);
    }
    return removed;
}

}  // namespace tetherlab::lan
