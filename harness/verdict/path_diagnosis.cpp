// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/path_diagnosis.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tetherlab::verdict {
namespace {

using observe::Facts;

constexpr double kSlow = 1e6;      // bit/s; every mobile network that works is faster
constexpr double kMuchFaster = 3;  // what throttling makes of a rate, and chance does not

std::string ping_text(const observe::PingProbe& ping, std::string_view what) {
    return fmt::format("{} of {} {} to {} answered", ping.answered, ping.sent, what, ping.address);
}

bool is_private(const std::string& text) {
    const auto address = profile::ipv4_from_text(text);
    if (!address) return false;
    constexpr std::uint32_t kTen = 0x0a000000;
    constexpr std::uint32_t k172 = 0xac100000;
    constexpr std::uint32_t k192 = 0xc0a80000;
    return profile::overlap(*address, 32, kTen, 8) || profile::overlap(*address, 32, k172, 12) ||
           profile::overlap(*address, 32, k192, 16);
}

// The hotspot itself is mute: the link is there, and nothing comes over it.
std::optional<Diagnosis> data_stall(const Facts& facts) {
    if (!facts.gateway || facts.gateway->address.empty() || facts.gateway->sent == 0) return std::nullopt;
    if (facts.gateway->answered > 0) return std::nullopt;
    return Diagnosis{
        "data-stall",
        fmt::format("the hotspot is on the bus with a lease and answers nothing: no packet comes back "
                    "from {}",
                    facts.gateway->address),
        {ping_text(*facts.gateway, "pings")},
        "plug it in again or restart it: the link does not mend itself"};
}

std::optional<Diagnosis> radio_loss(const Facts& facts) {
    if (!facts.gateway || facts.gateway->answered == 0 || !facts.http_router || facts.http_router->ok) {
        return std::nullopt;
    }
    return Diagnosis{
        "radio-loss",
        fmt::format("the hotspot {} answers and nothing behind it does: it has no mobile network",
                    facts.gateway->address),
        {ping_text(*facts.gateway, "pings"),
         fmt::format("{}: {}", facts.http_router->url, facts.http_router->said)},
        "look at the hotspot's display or page: SIM, signal, data plan; the router can only wait"};
}

std::optional<Diagnosis> captive_portal(const Facts& facts) {
    if (!facts.http_client || facts.http_client->ok || facts.http_client->redirect.empty())
        return std::nullopt;
    return Diagnosis{"captive-portal",
                     fmt::format("the hotspot sends every page to its own, {}", facts.http_client->redirect),
                     {fmt::format("{}: {} to {}", facts.http_client->url, facts.http_client->said,
                                  facts.http_client->redirect)},
                     "open that page in a browser: accept its terms, or buy data"};
}

std::string dns_sentence(const observe::NamesProbe& names) {
    const std::string server = names.server.empty() ? "the hotspot" : names.server;
    if (!names.at_hotspot) return "the router's resolver knows no server of the hotspot's";
    if (names.at_hotspot->addresses.empty()) {
        return fmt::format("the hotspot's DNS server {} does not resolve {}: {}", server,
                           names.at_hotspot->name, names.at_hotspot->said);
    }
    const bool lies = std::any_of(names.at_hotspot->addresses.begin(), names.at_hotspot->addresses.end(),
                                  [](const std::string& address) { return is_private(address); });
    if (lies) {
        return fmt::format(
            "the hotspot's DNS server {} answers {} with {}, an address of its own network, and the "
            "router drops that",
            server, names.at_hotspot->name, base::join(names.at_hotspot->addresses, ", "));
    }
    return fmt::format("the hotspot's DNS server {} resolves {} and the router's resolver does not", server,
                       names.at_hotspot->name);
}

std::optional<Diagnosis> dns_broken(const Facts& facts) {
    if (!facts.names || !facts.names->at_router.addresses.empty()) return std::nullopt;
    if (!facts.http_router || !facts.http_router->ok) return std::nullopt;
    return Diagnosis{
        "dns-broken",
        "addresses are reached and names are not: " + dns_sentence(*facts.names),
        {fmt::format("{} at the router: {}", facts.names->at_router.name, facts.names->at_router.said),
         fmt::format("{}: {}", facts.http_router->url, facts.http_router->said)},
        "let the router ask another server: uci add_list network.wan.dns='9.9.9.9'; uci set "
        "network.wan.peerdns='0'; uci commit network; /etc/init.d/network restart"};
}

std::optional<Diagnosis> mtu_black_hole(const Facts& facts) {
    if (!facts.path || facts.path->small.answered == 0 || facts.path->large.sent == 0 ||
        facts.path->large.answered > 0) {
        return std::nullopt;
    }
    return Diagnosis{
        "mtu-black-hole",
        fmt::format("short packets pass and those of {} bytes vanish without a word: a shorter MTU "
                    "somewhere behind the hotspot",
                    observe::kLargePacket),
        {ping_text(facts.path->small, "short pings"), ping_text(facts.path->large, "full-size pings")},
        "uci set network.wan.mtu='1280' (and upwards from there); uci commit network; "
        "/etc/init.d/network restart"};
}

std::optional<Diagnosis> slow(const Facts& facts) {
    if (!facts.download || !facts.download_router || facts.download->rate <= 0) return std::nullopt;
    if (facts.download->rate >= kSlow) return std::nullopt;
    std::vector<std::string> evidence{"a client downloads " + facts.download->said,
                                      "the router downloads " + facts.download_router->said};
    if (facts.download_router->rate >= kMuchFaster * facts.download->rate) {
        return Diagnosis{
            "ttl-throttled",
            "a client is slow and the router itself is not: the operator finds tethering by the TTL of "
            "forwarded packets and throttles it",
            std::move(evidence),
            "set the TTL of what leaves by the WAN to 65 (64 at the hotspot): an nftables rule "
            "'oifname \"usb0\" ip ttl set 65', and hoplimit for IPv6, as far as the contract allows it"};
    }
    return Diagnosis{"shaped", "the mobile network is slow for everybody, the router itself included",
                     std::move(evidence), "look at signal and data plan: many plans become slow at a limit"};
}

}  // namespace

std::vector<Diagnosis> diagnose_path(const Facts& facts) {
    std::vector<Diagnosis> found;
    for (const auto& diagnosis : {data_stall(facts), radio_loss(facts), captive_portal(facts),
                                  dns_broken(facts), mtu_black_hole(facts), slow(facts)}) {
        if (diagnosis) found.push_back(*diagnosis);
    }
    return found;
}

}  // namespace tetherlab::verdict
