// SPDX-License-Identifier: Apache-2.0
#include "harness/log/episode.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::log {
namespace {

std::string plural(int count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string after_text(const Episode& episode) {
    switch (episode.after) {
        case After::kStays:
            if (!episode.stays) return "";
            if (*episode.stays < std::chrono::seconds(1)) return "; there the log ends";
            return fmt::format("; then it stays for {}", duration_text(*episode.stays));
        case After::kStops:
            return "; then it does not come back";
        case After::kGivesUp:
            return "; then the kernel gives up";
        case After::kRecovers:
            return "; then it works";
        case After::kGoesOn:
            return "";
    }
    return "";
}

// "6 disconnects in 28.2 s, one every 5.7 s, on the bus for 1.1 s and off for 4.5 s each time"
std::string cycles_text(const Episode& episode) {
    std::string text = plural(episode.count, "disconnect");
    if (episode.begins && episode.ends) text += " in " + duration_text(*episode.ends - *episode.begins);
    if (episode.period) {
        text += fmt::format(", {} every {}", episode.kind == EpisodeKind::kLoop ? "one" : "about one",
                            duration_text(*episode.period));
    }
    if (episode.up && episode.down) {
        text += fmt::format(", on the bus for {} and off it for {} (medians)", duration_text(*episode.up),
                            duration_text(*episode.down));
    }
    if (episode.failures > 0) {
        text +=
            fmt::format(", and {} to enumerate it in between failed", plural(episode.failures, "attempt"));
    }
    return text;
}

std::string drop_text(const Episode& episode) {
    const std::string times =
        episode.count == 1 ? "it left the bus once" : fmt::format("it left the bus {} times", episode.count);
    if (!episode.down) return times;
    return fmt::format("{} and was back after {}", times, duration_text(*episode.down));
}

std::string switch_text(const Episode& episode) {
    std::string text = "it changed into another product";
    if (episode.down) text += fmt::format(", off the bus for {}", duration_text(*episode.down));
    if (episode.up) text += fmt::format(", after {} as the first", duration_text(*episode.up));
    return text;
}

std::string ladder_text(const Episode& episode) {
    if (episode.failures == 0) return "a part of its enumeration failed at first and went well then";
    const std::string time =
        episode.begins && episode.ends ? " in " + duration_text(*episode.ends - *episode.begins) : "";
    return fmt::format("{} of {} to enumerate it{} failed{}", episode.failures,
                       plural(std::max(episode.count, episode.failures), "attempt"), time,
                       after_text(episode));
}

std::string stall_text(const Episode& episode, const Log& log) {
    std::string text = fmt::format("no frame could be sent by {}", log.events[episode.events.front()].netdev);
    if (episode.up) text += fmt::format(", first {} after it came up", duration_text(*episode.up));
    if (episode.count > 1) text += fmt::format(", {} times", episode.count);
    return text + (episode.after == After::kStays ? "; the device stayed on the bus" : "");
}

}  // namespace

const char* to_text(EpisodeKind kind) {
    switch (kind) {
        case EpisodeKind::kStorm:
            return "storm";
        case EpisodeKind::kLoop:
            return "loop";
        case EpisodeKind::kDrop:
            return "drop";
        case EpisodeKind::kGone:
            return "gone";
        case EpisodeKind::kModeSwitch:
            return "mode-switch";
        case EpisodeKind::kLadder:
            return "ladder";
        case EpisodeKind::kStall:
            return "stall";
        case EpisodeKind::kTogether:
            return "together";
    }
    return "unknown";
}

const char* to_text(After after) {
    switch (after) {
        case After::kStays:
            return "stays";
        case After::kStops:
            return "stops";
        case After::kGivesUp:
            return "gives-up";
        case After::kRecovers:
            return "recovers";
        case After::kGoesOn:
            return "goes-on";
    }
    return "unknown";
}

std::string duration_text(Micros duration) {
    const double seconds = static_cast<double>(duration.count()) / 1e6;
    if (seconds < 10) return fmt::format("{:.2f} s", seconds);
    if (seconds < 120) return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<long>(seconds + 0.5);
    if (whole < 7200) return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string sentence(const Episode& episode, const Log& log) {
    switch (episode.kind) {
        case EpisodeKind::kStorm:
        case EpisodeKind::kLoop:
            return cycles_text(episode) + after_text(episode);
        case EpisodeKind::kDrop:
            return drop_text(episode) + after_text(episode);
        case EpisodeKind::kGone:
            return episode.count == 1 ? "it left the bus and did not come back"
                                      : drop_text(episode) + "; then it does not come back";
        case EpisodeKind::kModeSwitch:
            return switch_text(episode);
        case EpisodeKind::kLadder:
            return ladder_text(episode);
        case EpisodeKind::kStall:
            return stall_text(episode, log);
        case EpisodeKind::kTogether:
            return fmt::format("{} lost their devices at once: {} went and took the others along",
                               plural(episode.count, "port"), episode.port);
    }
    return {};
}

}  // namespace tetherlab::log
