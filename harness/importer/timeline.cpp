// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/timeline.hpp"

#include "gadget/fault/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace tetherlab::importer {
namespace {

using log::Kind;

using Event = fault::Timeline::Event;
using What = fault::Timeline::What;

// Nothing for an event that is no part of a timeline.
std::optional<What> what_of(const log::Event& event) {
    switch (event.kind) {
        case Kind::kConnect:
            return What::kConnect;
        case Kind::kDisconnect:
            return What::kDisconnect;
        case Kind::kSetupFailed:
            return event.stage == "address" ? What::kAddressFailed : What::kContextFailed;
        case Kind::kEnableFailed:
            return What::kEnableFailed;
        case Kind::kAddressRefused:
            return What::kAddressRefused;
        default:
            return std::nullopt;
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

struct Moment {
    log::Micros at{0};
    What what{};
    int number = 0;  // the device's
};

// How it came in the first place and stayed for long is no part of what went wrong later.
void drop_quiet_beginning(std::vector<Moment>& moments) {
    constexpr log::Micros kLong = std::chrono::seconds(60);
    const bool quiet = moments.size() > 2 && moments[0].what == What::kConnect &&
                       moments[1].what == What::kDisconnect && moments[1].at - moments[0].at > kLong;
    if (quiet) moments.erase(moments.begin());
}

fault::Timeline played(const std::vector<Moment>& moments) {
    fault::Timeline timeline;
    int number = 0;  // of the last one that came
    for (const Moment& moment : moments) {
        const bool comes = moment.what == What::kConnect;
        timeline.events.push_back({std::chrono::round<base::Milliseconds>(moment.at - moments.front().at),
                                   comes ? fault::coming(timeline, moment.number, number) : moment.what});
        if (comes) number = moment.number;
    }
    return timeline;
}

Timeline make_timeline(const fault::Timeline& shown) {
    const std::vector<Event>& events = shown.events;
    const What last = events.back().what;
    Timeline timeline{.text = fault::to_text(shown),
                      .length = events.back().at,
                      .begins_present = events.front().what == What::kDisconnect,
                      .ends_present = last == What::kConnect || last == What::kRetry};
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (i > 0) timeline.longest_pause = std::max(timeline.longest_pause, events[i].at - events[i - 1].at);
        timeline.disconnects += events[i].what == What::kDisconnect ? 1 : 0;
    }
    return timeline;
}

TimelineOrReason build(const log::Account& account, const log::Story& story) {
    std::vector<Moment> moments;
    for (const std::size_t index : story.events) {
        const log::Event& event = account.log.events[index];
        if (cannot_be_provoked(event.kind))
            return {std::nullopt, fmt::format("line {} cannot be provoked: {}", event.line, event.text)};
        const std::optional<What> what = what_of(event);
        if (!what) continue;
        if (!event.at) return {std::nullopt, fmt::format("line {} has no time", event.line)};
        if (moments.size() == fault::kMostEvents)
            return {std::nullopt, fmt::format("there are more than {} events", fault::kMostEvents)};
        moments.push_back({*event.at, *what, event.number});
    }
    drop_quiet_beginning(moments);
    const bool leaves = std::any_of(moments.begin(), moments.end(),
                                    [](const Moment& moment) { return moment.what == What::kDisconnect; });
    if (!leaves) return {std::nullopt, "the log shows no disconnect"};
    return {make_timeline(played(moments)), ""};
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
