// SPDX-License-Identifier: Apache-2.0
// What fails before a driver sees the device.
#include "harness/log/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace tetherlab::log {
namespace {

bool has(const Case& of, const std::vector<std::size_t>& events, std::initializer_list<Kind> kinds) {
    return std::any_of(events.begin(), events.end(), [&](std::size_t i) {
        return std::find(kinds.begin(), kinds.end(), of.event(i).kind) != kinds.end();
    });
}

// " (error -71: no or a broken answer; error -110: no answer in time)"
std::string errors_text(const Case& of, const std::vector<std::size_t>& events) {
    std::set<int> errors;
    for (const std::size_t i : events) {
        if (of.event(i).error != 0) errors.insert(of.event(i).error);
    }
    std::string text;
    for (const int error : errors) text += (text.empty() ? " (" : "; ") + error_text(error);
    return text.empty() ? text : text + ")";
}

struct Stage {
    const char* code;
    const char* what;  // it does not do
};

// Which part of enumeration fails, by what the log says about it.
Stage stage_of(const Case& of, const std::vector<std::size_t>& events) {
    const bool address = has(of, events, {Kind::kSetupFailed, Kind::kEnableFailed, Kind::kAddressRefused});
    const bool descriptor = has(of, events, {Kind::kDescriptorFailed, Kind::kConfigFailed});
    if (has(of, events, {Kind::kWrongDescriptor}))
        return {"speed-mismatch", "shows another USB version than its port runs"};
    if (address && descriptor) return {"enumeration-failed", "neither tells what it is nor takes an address"};
    if (address) return {"address-failure", "does not take an address"};
    if (descriptor) return {"descriptor-failure", "does not tell what it is"};
    return {"enumeration-failed", "does not get through enumeration"};
}

const char* advice_for(const std::string& code, bool over) {
    if (code == "speed-mismatch") return "plug it in with a USB 2 cable or into a USB 2 port";
    if (over) return "nothing, as long as it comes up; if it happens often, see to cable and power";
    return "take its power away for some seconds (unplug it, battery out): a reset of the bus does not clear "
           "it; "
           "then try another cable and port";
}

}  // namespace

std::string error_text(int error) {
    struct Meaning {
        int error;
        const char* text;
    };

    constexpr Meaning kMeanings[] = {
        {-12, "out of resources"},
        {-19, "the device is gone"},
        {-22, "the host controller refused the command"},
        {-32, "refused"},
        {-62, "the host controller did not answer"},
        {-71, "no or a broken answer"},
        {-75, "more data than asked for"},
        {-84, "broken bits"},
        {-110, "no answer in time"},
        {-145, "no answer in time"},  // MIPS
    };
    const auto* found = std::find_if(std::begin(kMeanings), std::end(kMeanings),
                                     [error](const Meaning& meaning) { return meaning.error == error; });
    if (found == std::end(kMeanings)) return fmt::format("error {}", error);
    return fmt::format("error {}: {}", error, found->text);
}

std::optional<Finding> find_ladder(const Case& of) {
    const Episode* worst = nullptr;
    for (const Episode* episode : of.episodes) {
        if (episode->kind != EpisodeKind::kLadder) continue;
        const bool ended_badly = episode->after != After::kRecovers;
        if (worst == nullptr || ended_badly || worst->after == After::kRecovers) worst = episode;
    }
    if (worst == nullptr) return std::nullopt;
    const bool over = worst->after == After::kRecovers;
    const bool port_only =
        !has(of, worst->events,
             {Kind::kSetupFailed, Kind::kEnableFailed, Kind::kAddressRefused, Kind::kDescriptorFailed,
              Kind::kConfigFailed, Kind::kWrongDescriptor, Kind::kGaveUp});
    if (port_only) return std::nullopt;  // find_contact
    Stage stage = stage_of(of, worst->events);
    const bool wedged = !over && worked_before(of, worst->first);
    if (wedged) stage = {"wedge", "worked before and cannot be enumerated any more"};
    return Finding{.code = stage.code,
                   .certainty = Certainty::kShown,
                   .over = over,
                   .sentence = fmt::format("{} {}{}: {}", of.device(), stage.what,
                                           errors_text(of, worst->events), sentence(*worst, of.account.log)),
                   .evidence = of.evidence(worst->events),
                   .against = {},
                   .advice = advice_for(stage.code, over),
                   .port = {}};
}

std::optional<Finding> find_unreadable_strings(const Case& of) {
    const auto events = of.events({Kind::kStringFailed});
    if (events.empty()) return std::nullopt;
    return Finding{.code = "descriptor-failure",
                   .certainty = Certainty::kShown,
                   .over = true,
                   .sentence = fmt::format("{} does not tell its names{}; nothing else depends on them",
                                           of.device(), errors_text(of, events)),
                   .evidence = of.evidence(events),
                   .against = {},
                   .advice = "nothing",
                   .port = {}};
}

std::optional<Finding> find_configuration(const Case& of) {
    const auto refused = of.events({Kind::kConfigRefused});
    if (!refused.empty()) {
        const Event& last = of.event(refused.back());
        constexpr int kNoMemory = -12;
        const bool resources = last.error == kNoMemory;
        return Finding{
            .code = resources ? "no-resources" : "configuration-refused",
            .certainty = Certainty::kShown,
            .over = !of.story.attachments.back().netdevs.empty(),
            .sentence = resources ? fmt::format("the host controller has no room left for {}", of.device())
                                  : fmt::format("{} refused configuration {}{}", of.device(), last.number,
                                                errors_text(of, refused)),
            .evidence = of.evidence(refused),
            .against = {},
            .advice = resources ? "unplug another device, or set this one to a mode with fewer interfaces"
                                : "plug it in again; Linux does not try twice",
            .port = {}};
    }
    const auto none = of.events({Kind::kNoConfiguration});
    if (none.empty() || !of.events({Kind::kPowerTooLow}).empty()) return std::nullopt;
    return Finding{.code = "no-configuration",
                   .certainty = Certainty::kShown,
                   .over = false,
                   .sentence = fmt::format("Linux chose none of the {} configurations of {}",
                                           of.event(none.back()).number, of.device()),
                   .evidence = of.evidence(none),
                   .against = {},
                   .advice = "echo N > /sys/bus/usb/devices/" + of.story.port + "/bConfigurationValue",
                   .port = {}};
}

std::optional<Finding> find_low_bus_power(const Case& of) {
    const auto events = of.events({Kind::kPowerTooLow, Kind::kNoConfiguration});
    const auto reasons = of.events({Kind::kPowerTooLow});
    if (reasons.empty()) return std::nullopt;
    return Finding{
        .code = "low-bus-power",
        .certainty = Certainty::kShown,
        .over = false,
        .sentence = fmt::format("{} wants more power than its port may give, so that Linux does not use "
                                "it: a hub without its own supply gives 100 mA",
                                of.device()),
        .evidence = of.evidence(events),
        .against = {},
        .advice = "plug it into the router itself, or into a hub with a power supply",
        .port = {}};
}

std::optional<Finding> find_over_current(const Case& of) {
    const auto events = of.events({Kind::kOverCurrent});
    if (events.empty()) return std::nullopt;
    return Finding{
        .code = "over-current",
        .certainty = Certainty::kShown,
        .over = false,
        .sentence = fmt::format("the port {} switched off because too much current was drawn", of.story.port),
        .evidence = of.evidence(events),
        .against = {},
        .advice = "give the device power of its own; look for a short in cable and plug",
        .port = {}};
}

std::optional<Finding> find_contact(const Case& of) {
    const auto events = of.events({Kind::kCannotEnable, Kind::kEmi, Kind::kDebounceFailed});
    if (events.empty()) return std::nullopt;
    return Finding{.code = "cable",
                   .certainty = Certainty::kLikely,
                   .over = of.story.attachments.back().end != End::kFails,
                   .sentence = fmt::format("the port {} does not get a steady connection", of.story.port),
                   .evidence = of.evidence(events),
                   .against = {},
                   .advice = "try another cable and another port, without a hub or extension in between",
                   .port = {}};
}

std::optional<Finding> find_slow_link(const Case& of) {
    const auto events = of.events({Kind::kSlow});
    if (events.empty()) return std::nullopt;
    return Finding{.code = "slow-link",
                   .certainty = Certainty::kShown,
                   .over = false,
                   .sentence = fmt::format("{} could be faster: it has fallen back to full speed, 12 Mbit/s",
                                           of.device()),
                   .evidence = of.evidence(events),
                   .against = {},
                   .advice = "try another cable, and a port that is not behind an old hub",
                   .port = {}};
}

}  // namespace tetherlab::log
