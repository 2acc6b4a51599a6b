// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/lab_network.hpp"

#include "gadget/base/error.hpp"
#include "harness/bench/netns.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <set>

namespace tetherlab::bench {
namespace {

// The lab host's. The same everywhere: a router resumed from another bench's snapshot remembers it.
constexpr auto kLabMac = "52:54:00:30:40:fe";

constexpr base::Milliseconds kSetupTime{20'000};
constexpr base::Milliseconds kKillTime{10'000};

std::uint32_t to_number(const std::string& address) {
    in_addr parsed{};
    if (::inet_pton(AF_INET, address.c_str(), &parsed) != 1) {
        throw base::Error("read", "address " + address, "not an IPv4 address");
    }
    return ntohl(parsed.s_addr);
}

std::uint32_t mask_of(const router::Ipv4Interface& address) {
    return ~std::uint32_t{0} << (32 - address.prefix);
}

std::uint32_t network_of(const router::Ipv4Interface& address) {
    return to_number(address.address) & mask_of(address);
}

std::string to_address(std::uint32_t number) {
    const in_addr address{htonl(number)};
    std::array<char, INET_ADDRSTRLEN> text{};
    return ::inet_ntop(AF_INET, &address, text.data(), text.size());
}

void add_macvlan(const std::string& interface, const std::string& to, const std::string& name) {
    base::run_checked({"ip", "link", "add", "link", interface, "name", name, "netns", to, "type", "macvlan",
                       "mode", "bridge"},
                      base::Deadline(kSetupTime));
    netns::ip(to, {fmt::format("link set {} up", name)}, base::Deadline(kSetupTime));
}

void remove_ignoring_failure(const std::string& name) {
    try {
        netns::remove(name, base::Deadline(kKillTime));
    } catch (const base::Error&) {
        // Its entry stays in the ledger, and the run directory tries again and says so.
    }
}

}  // namespace

LabNetwork::LabNetwork(RunDirectory& run)
    : lab_("tl" + run.id() + "-lab"), client_("tl" + run.id() + "-client") {
    make_namespaces(run);
    netns::ip(
        lab_,
        {fmt::format("link add br-lan address {} type bridge forward_delay 0 mcast_snooping 0", kLabMac),
         "tuntap add dev lan1 mode tap", "tuntap add dev wan mode tap",
         "link add client type veth peer name eth0 netns " + client_, "link set lan1 master br-lan up",
         "link set client master br-lan up", "link set br-lan up", "link set wan up"},
        base::Deadline(kSetupTime));
    netns::ip(client_, {"link set eth0 up"}, base::Deadline(kSetupTime));
}

LabNetwork::LabNetwork(RunDirectory& run, const LabPort& port)
    : lab_("tl" + run.id() + "-lab"), client_("tl" + run.id() + "-client"), taken_(port.addresses) {
    if (!std::filesystem::exists("/sys/class/net/" + port.interface))
        throw base::Error("use", "interface " + port.interface, "there is none");
    make_namespaces(run);
    add_macvlan(port.interface, lab_, "br-lan");
    add_macvlan(port.interface, client_, "eth0");
}

void LabNetwork::make_namespaces(RunDirectory& run) {
    for (const std::string& name : {lab_, client_}) {
        run.record(NamespaceEntry{name});
        netns::create(name);
    }
}

LabNetwork::~LabNetwork() {
    remove_ignoring_failure(client_);
    remove_ignoring_failure(lab_);
}

void LabNetwork::follow(const router::Ipv4Interface& router_lan, const base::Deadline& deadline) {
    std::set<std::string> own{neighbour(router_lan, taken_).to_text()};
    const router::Ipv4Interface there = first_of_network(router_lan);
    for (const router::Ipv4Interface& address : taken_) {
        const router::Ipv4Interface first = first_of_network(address);
        if (!(first == there)) own.insert(neighbour(first, taken_).to_text());
    }
    std::vector<std::string> commands{"address flush dev br-lan scope global"};
    for (const std::string& address : own) commands.push_back("address add " + address + " dev br-lan");
    netns::ip(lab_, commands, deadline);
}

void LabNetwork::kill_processes() noexcept {
    const base::Deadline deadline(kKillTime);
    try {
        netns::kill_processes(client_, deadline);
        netns::kill_processes(lab_, deadline);
    } catch (const std::exception&) {
        // The namespaces are removed later, and that failure is reported.
    }
}

router::Ipv4Interface first_of_network(const router::Ipv4Interface& address) {
    return {to_address(network_of(address) + 1), address.prefix};
}

router::Ipv4Interface neighbour(const router::Ipv4Interface& router,
                                const std::vector<router::Ipv4Interface>& taken) {
    std::set<std::uint32_t> others{to_number(router.address)};
    for (const router::Ipv4Interface& address : taken) others.insert(to_number(address.address));
    const std::uint32_t network = network_of(router);
    const std::uint32_t broadcast = network | ~mask_of(router);
    for (std::uint32_t candidate = network + 2; candidate < broadcast; ++candidate) {
        if (!others.contains(candidate)) return {to_address(candidate), router.prefix};
    }
    if (network + 1 < broadcast && !others.contains(network + 1))
        return {to_address(network + 1), router.prefix};
    throw base::Error("find", "an address beside " + router.to_text(), "the network has no room for it");
}

}  // namespace tetherlab::bench
