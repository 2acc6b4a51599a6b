// SPDX-License-Identifier: Apache-2.0
// What leaves the bus, and why.
#include "harness/log/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::log {
namespace {

using namespace std::chrono_literals;

constexpr Micros kUsable = 300ms;  // on the bus long enough to have been enumerated

const Episode* find(const Case& of, EpisodeKind kind) {
    const auto found = std::find_if(of.episodes.begin(), of.episodes.end(),
                                    [kind](const Episode* episode) { return episode->kind == kind; });
    return found == of.episodes.end() ? nullptr : *found;
}

// How many of an episode's devices had been enumerated before they left.
int enumerated(const Case& of, const Episode& episode) {
    int count = 0;
    for (std::size_t i = episode.first; i <= episode.last; ++i) {
        const Attachment& attachment = of.story.attachments[i];
        if (attachment.end != End::kLeaves) continue;
        const auto from = attachment.connect ? of.event(*attachment.connect).at : std::nullopt;
        const auto until = attachment.disconnect ? of.event(*attachment.disconnect).at : std::nullopt;
        if (!from || !until || *until - *from >= kUsable) ++count;
    }
    return count;
}

// Broken answers and the like: what a bad contact does, and a loss of power seldom.
std::vector<std::size_t> contact_signs(const Case& of) {
    constexpr int kProtocol = -71;
    constexpr int kIllegalSequence = -84;
    constexpr int kOverflow = -75;
    std::vector<std::size_t> signs;
    for (const std::size_t i : of.events({Kind::kEmi, Kind::kCannotEnable, Kind::kDebounceFailed, Kind::kSlow,
                                          Kind::kDescriptorFailed, Kind::kTransfer})) {
        const Event& event = of.event(i);
        const bool reading = event.kind == Kind::kDescriptorFailed || event.kind == Kind::kTransfer;
        const bool broken =
            event.error == kProtocol || event.error == kIllegalSequence || event.error == kOverflow;
        if (!reading || broken) signs.push_back(i);
    }
    return signs;
}

constexpr const char* kPowerAdvice =
    "give it power of its own: put its battery in, use a powered hub or a port that gives more (USB 3: 900 "
    "mA), "
    "and a short cable; a hotspot takes more than 500 mA while it sends";

// Whether the device was on the bus for long after the episode, and to the end of the log.
bool settled(const Case& of, const Episode& episode) {
    constexpr Micros kLong = 60s;
    const auto& all = of.story.attachments;
    const bool left =
        std::any_of(all.begin() + static_cast<std::ptrdiff_t>(episode.last) + 1, all.end(),
                    [](const Attachment& attachment) { return attachment.disconnect.has_value(); });
    return episode.after == After::kStays && episode.stays && *episode.stays > kLong && !left;
}

Finding brownout(const Case& of, const Episode& episode) {
    const int good = enumerated(of, episode);
    std::vector<std::string> against{
        "cable or contact: no broken answer (-71), no fall-back to full speed, no port that did not come up",
        fmt::format("address or driver: {} of {} times it had been enumerated before it left", good,
                    episode.count)};
    if (episode.failures > 0) {
        against.push_back(fmt::format(
            "host controller: the {} that failed came right after a disconnect, of a device that went "
            "away while it was addressed; an error such as completion code 0x11 only follows from that",
            episode.failures == 1 ? "attempt" : fmt::format("{} attempts", episode.failures)));
    }
    if (episode.period) against.emplace_back("program or watchdog: the distances are irregular");
    return {.code = "brownout",
            .certainty = Certainty::kLikely,
            .over = settled(of, episode),
            .sentence = fmt::format("{} loses its power again and again: {}", of.device(),
                                    log::sentence(episode, of.account.log)),
            .evidence = of.evidence(of.events(
                {Kind::kDisconnect, Kind::kSetupFailed, Kind::kEnableFailed, Kind::kAddressRefused})),
            .against = std::move(against),
            .advice = kPowerAdvice,
            .port = {}};
}

Finding bad_contact(const Case& of, const Episode& episode, const std::vector<std::size_t>& signs) {
    return {.code = "cable",
            .certainty = Certainty::kLikely,
            .over = settled(of, episode),
            .sentence = fmt::format("{} has a bad connection: {}, with {} broken or missing answers",
                                    of.device(), log::sentence(episode, of.account.log), signs.size()),
            .evidence = of.evidence(signs),
            .against = {},
            .advice = "try another cable and another port, without a hub or extension in between",
            .port = {}};
}

}  // namespace

std::optional<Finding> find_storm(const Case& of) {
    const Episode* storm = find(of, EpisodeKind::kStorm);
    if (storm == nullptr) return std::nullopt;
    const std::vector<std::size_t> signs = contact_signs(of);
    // Now and then a loss of power hits a read; a bad contact spoils about every second one.
    const bool contact = 2 * static_cast<int>(signs.size()) >= storm->count;
    return contact ? bad_contact(of, *storm, signs) : brownout(of, *storm);
}

// Power does not go at fixed distances: something counts.
std::optional<Finding> find_loop(const Case& of) {
    const Episode* loop = find(of, EpisodeKind::kLoop);
    if (loop == nullptr) return std::nullopt;
    const auto failures = of.events({Kind::kBindFailed, Kind::kRndisFailed});
    const bool driver = 2 * static_cast<int>(failures.size()) >= loop->count;
    std::vector<std::size_t> shown = loop->events;
    if (driver)
        shown = of.events({Kind::kBindTrouble, Kind::kBindFailed, Kind::kRndisFailed, Kind::kDisconnect});
    std::string sentence =
        fmt::format("{} restarts at a fixed distance: {}", of.device(), log::sentence(*loop, of.account.log));
    sentence += driver ? "; each time its driver fails before" : "; a loss of power would not be so regular";
    return Finding{
        .code = "reconnect-loop",
        .certainty = Certainty::kLikely,
        .over = false,
        .sentence = std::move(sentence),
        .evidence = of.evidence(shown),
        .against = {},
        .advice = driver ? "look at why the driver fails; a device that is not served resets itself"
                         : "look for what counts the time: a program that resets or switches the device "
                           "(usb_modeswitch, ModemManager, a watchdog script), or the device itself while "
                           "it has no network",
        .port = {}};
}

std::optional<Finding> find_drops(const Case& of) {
    constexpr Micros kByHand = 60s;  // who is off longer was unplugged
    if (find(of, EpisodeKind::kStorm) != nullptr || find(of, EpisodeKind::kLoop) != nullptr)
        return std::nullopt;
    std::vector<std::size_t> events;
    for (const Episode* episode : of.episodes) {
        const bool short_one = episode->down && *episode->down <= kByHand;
        if (episode->kind != EpisodeKind::kDrop || !short_one) continue;
        events.insert(events.end(), episode->events.begin(), episode->events.end());
    }
    if (events.empty()) return std::nullopt;
    return Finding{.code = "drops",
                   .certainty = Certainty::kPossible,
                   .over = true,
                   .sentence = fmt::format(
                       "{} left the bus {} and came back: its power or a contact failed, or "
                       "somebody pulled the plug; the log does not say which",
                       of.device(), events.size() == 1 ? "once" : fmt::format("{} times", events.size())),
                   .evidence = of.evidence(events),
                   .against = {},
                   .advice = "if nobody touched it, see to its power and cable first",
                   .port = {}};
}

std::optional<Finding> find_hub_lost(const Case& of) {
    for (const Episode& episode : of.account.episodes) {
        if (episode.kind != EpisodeKind::kTogether || episode.session != of.story.session) continue;
        const bool hit = std::any_of(episode.events.begin(), episode.events.end(),
                                     [&](std::size_t i) { return of.event(i).port == of.story.port; });
        if (!hit || of.story.role != Role::kTether) continue;
        return Finding{
            .code = "hub-lost",
            .certainty = Certainty::kShown,
            .over = false,
            .sentence = fmt::format("{} went together with {} other ports: {} failed, not the device",
                                    of.device(), episode.count - 1,
                                    episode.port == of.story.port ? "what they hang on" : episode.port),
            .evidence = of.evidence(episode.events),
            .against = {},
            .advice = "plug it into the router itself, or give the hub its own power supply",
            .port = {}};
    }
    return std::nullopt;
}

// Phones that are switched to tethering, and sticks that flap between storage and network.
std::optional<Finding> find_mode_switch(const Case& of) {
    std::vector<std::size_t> events;
    int there = 0;
    const Episode* last = nullptr;
    for (const Episode* episode : of.episodes) {
        if (episode->kind != EpisodeKind::kModeSwitch) continue;
        events.insert(events.end(), episode->events.begin(), episode->events.end());
        if (episode->after == After::kRecovers) ++there;
        last = episode;
    }
    if (last == nullptr) return std::nullopt;
    const Attachment& before = of.story.attachments[last->first];
    const Attachment& after = of.story.attachments[last->last];
    if (there == 0 && events.size() / 2 >= 3) {
        return Finding{
            .code = "modeswitch-loop",
            .certainty = Certainty::kShown,
            .over = false,
            .sentence = fmt::format("the device on {} changes to and fro between {} and {} and never "
                                    "becomes a network interface",
                                    of.story.port, identity(before), identity(after)),
            .evidence = of.evidence(events),
            .against = {},
            .advice =
                "only one of usbmode, usb_modeswitch and a hotplug script may switch it; take "
                "its entry out of the others",
            .port = {}};
    }
    if (!before.netdevs.empty()) return std::nullopt;  // both have a network: no fault
    return Finding{
        .code = "charge-only",
        .certainty = Certainty::kShown,
        .over = there > 0,
        .sentence = fmt::format("the device on {} shows itself as {} at first, which has no network, "
                                "and as {} {}",
                                of.story.port, identity(before), identity(after),
                                there > 0 ? "once tethering is on" : "then, without one either"),
        .evidence = of.evidence(events),
        .against = {},
        .advice =
            "switch tethering on, or make it the default USB mode of the phone: it is off again "
            "after each plug",
        .port = {}};
}

}  // namespace tetherlab::log
