// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace tetherlab::importer {
namespace {

using log::Kind;

constexpr std::size_t kMostEvents = 1000;

// The word for an event; empty for one that is no part of a timeline.
std::string word_for(const log::Event& event) {
    switch (event.kind) {
        case Kind::kConnect:
            return "connect";
        case Kind::kDisconnect:
            return "disconnect";
        case Kind::kSetupFailed:
            return event.stage == "address" ? "address-failed" : "context-failed";
        case Kind::kEnableFailed:
            return "enable-failed";
        case Kind::kAddressRefused:
            return "address-refused";
        default:
            return {};
    }
}

// Whether the event is a failure that a hotspot's coming and going cannot provoke.
bool cannot_be_provoked(Kind kind) {
    return log::is_enumeration_trouble(kind) && kind != Kind::kSetupFailed && kind != Kind::kEnableFailed &&
           kind != Kind::kAddressRefused;
}

// The story that saw most of the device.
const Sighting* best_sighting(const Device& device, const Import& import) {
    const Sighting* best = nullptr;
    std::size_t most = 0;
    for (const Sighting& each : device.sightings) {
        const log::Story& story =
            import.texts[static_cast<std::size_t>(each.file)].account.stories[each.story];
        if (best != nullptr && story.events.size() <= most) continue;
        best = &each;
        most = story.events.size();
    }
    return best;
}

bool has_other_identity(const log::Story& story, const Device& device) {
    return std::any_of(story.attachments.begin(), story.attachments.end(), [&](const log::Attachment& each) {
        return each.vendor &&
               (*each.vendor != device.vendor_id->value || *each.product != device.product_id->value);
    });
}

struct Step {
    log::Micros at{0};
    std::string word;
};

// The router's next attempt after a failed one has the next number (observe::read_capture).
bool is_retry(const log::Event& event, const std::vector<Step>& before, int number) {
    if (event.kind != Kind::kConnect || before.empty()) return false;
    const std::string& last = before.back().word;
    return (last == "enable-failed" || last == "address-refused") && event.number == number + 1;
}

// How it came in the first place and stayed for long is no part of what went wrong later.
void drop_quiet_beginning(std::vector<Step>& steps) {
    constexpr log::Micros kLong = std::chrono::seconds(60);
    const bool quiet = steps.size() > 2 && steps[0].word == "connect" && steps[1].word == "disconnect" &&
                       steps[1].at - steps[0].at > kLong;
    if (quiet) steps.erase(steps.begin());
}

Timeline make_timeline(const std::vector<Step>& steps) {
    Timeline timeline;
    timeline.begins_present = steps.front().word == "disconnect";
    timeline.ends_present = steps.back().word == "connect" || steps.back().word == "retry";
    timeline.length = steps.back().at - steps.front().at;
    log::Micros last = steps.front().at;
    for (const Step& step : steps) {
        timeline.longest_pause = std::max(timeline.longest_pause, step.at - last);
        last = step.at;
        const double seconds = static_cast<double>((step.at - steps.front().at).count()) / 1e6;
        timeline.text += fmt::format("{}{:.3f} {}", timeline.text.empty() ? "" : ", ", seconds, step.word);
        timeline.disconnects += step.word == "disconnect" ? 1 : 0;
    }
    return timeline;
}

TimelineOrReason build(const log::Account& account, const log::Story& story) {
    std::vector<Step> steps;
    int number = 0;  // of the last one that came
    for (const std::size_t index : story.events) {
        const log::Event& event = account.log.events[index];
        if (cannot_be_provoked(event.kind))
            return {std::nullopt, fmt::format("line {} cannot be provoked: {}", event.line, event.text)};
        std::string word = word_for(event);
        if (word.empty()) continue;
        if (!event.at) return {std::nullopt, fmt::format("line {} has no time", event.line)};
        if (steps.size() == kMostEvents)
            return {std::nullopt, fmt::format("there are more than {} events", kMostEvents)};
        if (is_retry(event, steps, number)) word = "retry";
        if (event.kind == Kind::kConnect) number = event.number;
        steps.push_back({*event.at, std::move(word)});
    }
    drop_quiet_beginning(steps);
    const bool leaves =
        std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.word == "disconnect"; });
    if (!leaves) return {std::nullopt, "the log shows no disconnect"};
    return {make_timeline(steps), ""};
}

}  // namespace

TimelineOrReason timeline_of(const Device& device, const Import& import) {
    const Sighting* seen = best_sighting(device, import);
    if (seen == nullptr) return {std::nullopt, "no log speaks of it"};
    const log::Account& account = import.texts[static_cast<std::size_t>(seen->file)].account;
    const log::Story& story = account.stories[seen->story];
    if (has_other_identity(story, device))
        return {std::nullopt, "the log shows other identities on its port"};
    return build(account, story);
}

}  // namespace tetherlab::importer
