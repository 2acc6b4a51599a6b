// SPDX-License-Identifier: Apache-2.0
#include "harness/log/tests/pastes.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::log {
namespace {

std::string time_text(const Event& event, Clock clock) {
    if (!event.at) return "-";
    if (clock == Clock::kUptime)
        return fmt::format("{:.2f}", std::chrono::duration<double>(*event.at).count());
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*event.at);
    return fmt::format("{:%T}", seconds % std::chrono::hours(24));
}

// " 2717:ff40" of the device that this event brought.
std::string identity_text(const Story& story, std::size_t connect) {
    const auto found = std::find_if(story.attachments.begin(), story.attachments.end(),
                                    [&](const Attachment& each) { return each.connect == connect; });
    const std::string text = found == story.attachments.end() ? "" : identity(*found);
    return text.empty() ? text : " " + text;
}

std::string event_text(const Event& event, const Story& story, std::size_t index) {
    switch (event.kind) {
        case Kind::kConnect:
            return fmt::format("connect {}{}", event.number, identity_text(story, index));
        case Kind::kDisconnect:
            return fmt::format("disconnect {}", event.number);
        case Kind::kRegistered:
            return fmt::format("{} {}", event.netdev, event.mac);
        case Kind::kDescriptorFailed:
            return fmt::format("read/{} {}", event.detail, event.error);
        case Kind::kAddressRefused:
            return fmt::format("address {} refused {}", event.number, event.error);
        case Kind::kPowerCycle:
            return "power cycle";
        case Kind::kGaveUp:
            return "given up";
        case Kind::kBindFailed:
            return "bind failed";
        case Kind::kWatchdog:
            return "stall";
        default:
            return {};
    }
}

}  // namespace

std::string timeline(const Log& log, const Story& story) {
    std::string text;
    const Clock clock = log.sessions[static_cast<std::size_t>(story.session)].clock;
    for (const std::size_t i : story.events) {
        const std::string said = event_text(log.events[i], story, i);
        if (!said.empty()) text += fmt::format("{} {}\n", time_text(log.events[i], clock), said);
    }
    return text;
}

}  // namespace tetherlab::log
