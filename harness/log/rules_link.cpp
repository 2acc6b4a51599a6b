// SPDX-License-Identifier: Apache-2.0
// What goes wrong with the network interface of a device that works.
#include "harness/log/drivers.hpp"
#include "harness/log/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tetherlab::log {
namespace {

std::vector<const Netdev*> netdevs_of(const Account& account, const std::string& port) {
    std::vector<const Netdev*> found;
    for (const Story& story : account.stories) {
        if (story.port != port) continue;
        for (const Attachment& attachment : story.attachments) {
            for (const Netdev& netdev : attachment.netdevs) found.push_back(&netdev);
        }
    }
    return found;
}

}  // namespace

std::optional<Finding> find_stall(const Case& of) {
    const auto events = of.events({Kind::kWatchdog});
    if (events.empty()) return std::nullopt;
    for (const Episode* episode : of.episodes) {
        if (episode->kind != EpisodeKind::kStall) continue;
        return Finding{
            .code = "data-stall",
            .certainty = Certainty::kShown,
            .over = false,
            .sentence = fmt::format("{} takes no data: {}", of.device(), sentence(*episode, of.account.log)),
            .evidence = of.evidence(events),
            .against = {},
            .advice =
                "the link does not mend itself: plug it in again, or reset it "
                "(echo 0, then 1 > /sys/bus/usb/devices/" +
                of.story.port + "/authorized)",
            .port = {}};
    }
    return std::nullopt;
}

// The same device under two names, in one boot or two: a configuration that names one of them stops working.
std::optional<Finding> find_renamed(const Case& of) {
    if (of.story.role != Role::kTether || of.story.counts.netdevs_up == 0) return std::nullopt;
    // Told once, by the last session that has the port.
    const auto later =
        std::any_of(of.account.stories.begin(), of.account.stories.end(), [&](const Story& story) {
            return story.port == of.story.port && story.session > of.story.session &&
                   story.counts.netdevs_up > 0;
        });
    if (later) return std::nullopt;
    std::set<std::string> names;
    std::vector<std::size_t> events;
    std::string description;
    for (const Netdev* netdev : netdevs_of(of.account, of.story.port)) {
        if (!names.insert(netdev->name).second) continue;
        events.push_back(netdev->event);
        description = netdev->description;
    }
    if (names.size() < 2) return std::nullopt;
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : " and ") + name;
    const bool wwan = names.contains("wwan0") || description.find("Mobile Broadband") != std::string::npos;
    return Finding{
        .code = "renamed-interface",
        .certainty = Certainty::kShown,
        .over = false,
        .sentence = fmt::format("{} is {} at different times{}", of.device(), list,
                                wwan ? ": some kernels take its RNDIS for a modem's and call it wwan" : ""),
        .evidence = of.evidence(events),
        .against = {},
        .advice =
            "let network.wan.device follow: name the interface that the last 'register' line says, "
            "or find it by its driver in a hotplug script",
        .port = {}};
}

std::optional<Finding> find_mac_changes(const Case& of) {
    std::set<std::string> macs;
    std::vector<std::size_t> events;
    for (const Attachment& attachment : of.story.attachments) {
        for (const Netdev& netdev : attachment.netdevs) {
            if (netdev.mac.empty() || !macs.insert(netdev.mac).second) continue;
            events.push_back(netdev.event);
        }
    }
    if (macs.size() < 2) return std::nullopt;
    return Finding{.code = "mac-changes",
                   .certainty = Certainty::kShown,
                   .over = true,
                   .sentence = fmt::format("{} shows another MAC address at different plugs, {} so far",
                                           of.device(), macs.size()),
                   .evidence = of.evidence(events),
                   .against = {},
                   .advice = "rely on no lease or rule that is bound to its MAC address",
                   .port = {}};
}

std::optional<Finding> find_dhcp(const Case& of) {
    constexpr std::size_t kEnough = 3;  // DISCOVERs in a row that nobody answers
    std::size_t asked = 0;
    bool lease = false;
    bool refused = false;
    std::vector<std::size_t> events;
    for (const std::size_t i : of.events({Kind::kRegistered, Kind::kDisconnect, Kind::kDhcpAsk,
                                          Kind::kDhcpLease, Kind::kDhcpNak, Kind::kDhcpFailed})) {
        const Kind kind = of.event(i).kind;
        if (kind == Kind::kRegistered || kind == Kind::kDisconnect || kind == Kind::kDhcpLease) {
            asked = 0;
            refused = false;
            lease = kind == Kind::kDhcpLease;
            events.clear();
            continue;
        }
        if (kind == Kind::kDhcpAsk) ++asked;
        refused = refused || kind == Kind::kDhcpNak;
        events.push_back(i);
    }
    const bool gave_up = std::any_of(events.begin(), events.end(),
                                     [&](std::size_t i) { return of.event(i).kind == Kind::kDhcpFailed; });
    if (lease || (asked < kEnough && !gave_up && !refused)) return std::nullopt;
    return Finding{
        .code = refused ? "dhcp-nak" : "dhcp-silent",
        .certainty = Certainty::kShown,
        .over = false,
        .sentence = fmt::format("{} is up on the bus and {}", of.device(),
                                refused ? "refuses each lease it has offered"
                                        : fmt::format("answers no DHCP request ({} so far)", asked)),
        .evidence = of.evidence(events),
        .against = {},
        .advice =
            "restart the hotspot; look whether its DHCP server is on, and whether it serves "
            "another device already",
        .port = {}};
}

}  // namespace tetherlab::log
