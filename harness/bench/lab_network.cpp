// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/lab_network.hpp"

#include "gadget/base/error.hpp"
#include "harness/bench/netns.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>

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

std::string to_address(std::uint32_t number) {
    const in_addr address{htonl(number)};
    std::array<char, INET_ADDRSTRLEN> text{};
    return ::inet_ntop(AF_INET, &address, text.data(), text.size());
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
    run.record(NamespaceEntry{lab_});
    run.record(NamespaceEntry{client_});
    netns::create(lab_);
    netns::create(client_);
    netns::ip(
        lab_,
        {fmt::format("link add br-lan address {} type bridge forward_delay 0 mcast_snooping 0", kLabMac),
         "tuntap add dev lan1 mode tap", "tuntap add dev wan mode tap",
         "link add client type veth peer name eth0 netns " + client_, "link set lan1 master br-lan up",
         "link set client master br-lan up", "link set br-lan up", "link set wan up"},
        base::Deadline(kSetupTime));
    netns::ip(client_, {"link set eth0 up"}, base::Deadline(kSetupTime));
}

LabNetwork::~LabNetwork() {
    remove_ignoring_failure(client_);
    remove_ignoring_failure(lab_);
}

void LabNetwork::follow(const router::Ipv4Interface& router_lan, const base::Deadline& deadline) {
    netns::ip(lab_,
              {"address flush dev br-lan scope global",
               "address add " + neighbour(router_lan).to_text() + " dev br-lan"},
              deadline);
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

router::Ipv4Interface neighbour(const router::Ipv4Interface& router) {
    const std::uint32_t own = to_number(router.address);
    const std::uint32_t mask = ~std::uint32_t{0} << (32 - router.prefix);
    const std::uint32_t network = own & mask;
    const std::uint32_t broadcast = network | ~mask;
    for (const std::uint32_t candidate : {network + 2, network + 3, network + 1}) {
        if (candidate != own && candidate < broadcast) return {to_address(candidate), router.prefix};
    }
    throw base::Error("find", "an address beside " + router.to_text(), "the network has no room for it");
}

}  // namespace tetherlab::bench
