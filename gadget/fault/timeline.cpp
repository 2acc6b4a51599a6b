// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/timeline.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tetherlab::fault {
namespace {

using namespace std::chrono_literals;
using What = Timeline::What;

constexpr base::Milliseconds kLongest = std::chrono::hours(7 * 24);

// In the order of Timeline::What.
const std::array<std::string, 7> kWords{"connect",       "retry",          "disconnect",     "context-failed",
                                        "enable-failed", "address-failed", "address-refused"};

// What may follow what, how much later at least, and at most: the rest cannot be played.
struct Follows {
    What before;
    What after;
    base::Milliseconds least{0};
    base::Milliseconds most = kLongest;
};

// A hotspot that is gone has to be missed before it comes, and to be configured before it can go: both took
// up to 300 ms between the emulated router and tether_udc. When the router has failed it gives up 0.7 s
// later, or after 3 s if the hotspot comes and goes meanwhile (port_looks.hpp).
constexpr Follows kFollows[] = {
    {What::kConnect, What::kDisconnect, 400ms},       {What::kConnect, What::kContextFailed},
    {What::kConnect, What::kAddressFailed},           {What::kRetry, What::kDisconnect, 400ms},
    {What::kDisconnect, What::kConnect, 400ms},       {What::kContextFailed, What::kEnableFailed},
    {What::kEnableFailed, What::kRetry, 500ms, 3s},   {What::kEnableFailed, What::kConnect, 1200ms},
    {What::kAddressFailed, What::kAddressFailed},     {What::kAddressFailed, What::kAddressRefused},
    {What::kAddressRefused, What::kRetry, 300ms, 3s}, {What::kAddressRefused, What::kConnect, 1200ms},
};

// "1.826"
std::string seconds(base::Milliseconds time) {
    return fmt::format("{:.3f}", static_cast<double>(time.count()) / 1e3);
}

// What may come after the event before `index`; at the start, what may come first.
std::vector<Follows> followers(const std::vector<Timeline::Event>& events, std::size_t index) {
    if (index == 0) return {{What::kConnect, What::kConnect}, {What::kConnect, What::kDisconnect}};
    const What before = events[index - 1].what;
    const bool second_try = index > 1 && events[index - 2].what == What::kAddressFailed;
    std::vector<Follows> all;
    for (const Follows& follows : kFollows) {
        if (follows.before != before) continue;
        const bool tries_again = before == What::kAddressFailed && follows.after == What::kAddressFailed;
        const bool gives_up = follows.after == What::kAddressRefused;
        if ((tries_again && second_try) || (gives_up && !second_try)) continue;
        all.push_back(follows);
    }
    return all;
}

std::string expectation(const std::vector<Timeline::Event>& events, std::size_t index,
                        const std::vector<Follows>& may_follow) {
    std::vector<std::string> words;
    for (const Follows& follows : may_follow) words.emplace_back(to_text(follows.after));
    const std::string place = index == 0 ? "first" : fmt::format("after {}", to_text(events[index - 1].what));
    return fmt::format("expected {} {}", base::join(words, " or "), place);
}

// Why the event cannot stand there; empty when it can.
std::string objection(const std::vector<Timeline::Event>& events, std::size_t index) {
    const Timeline::Event& event = events[index];
    const std::vector<Follows> may_follow = followers(events, index);
    const auto found = std::find_if(may_follow.begin(), may_follow.end(),
                                    [&](const Follows& follows) { return follows.after == event.what; });
    if (found == may_follow.end()) {
        return fmt::format("{}, got {}", expectation(events, index, may_follow), to_text(event.what));
    }
    if (index == 0) {
        return event.at.count() == 0
                   ? ""
                   : fmt::format("expected the first event at 0.000, got {}", seconds(event.at));
    }
    const base::Milliseconds gap = event.at - events[index - 1].at;
    if (gap < base::Milliseconds(0)) {
        return fmt::format("expected times that increase, got {} after {}", seconds(event.at),
                           seconds(events[index - 1].at));
    }
    if (event.at > kLongest)
        return fmt::format("expected at most a week from the first event, got {}", seconds(event.at));
    if (gap >= found->least && gap <= found->most) return "";
    return fmt::format("expected {} at {} {} after {}, got {}", to_text(event.what),
                       gap < found->least ? "least" : "most",
                       base::to_text(gap < found->least ? found->least : found->most),
                       to_text(events[index - 1].what), base::to_text(gap));
}

// Whether an attempt to enumerate has all of its lines with this event.
bool is_over(const std::vector<Timeline::Event>& events) {
    const What last = events.back().what;
    return last != What::kContextFailed && last != What::kAddressFailed;
}

std::optional<base::Milliseconds> read_seconds(std::string_view text) {
    double value = 0;
    const auto [end, status] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    const bool all = status == std::errc() && end == text.data() + text.size();
    const bool in_range =
        value >= 0 && value * 1e3 <= static_cast<double>(kLongest.count());  // which a NaN is not
    if (!all || !in_range) return std::nullopt;
    return base::Milliseconds(std::llround(value * 1e3));
}

// "1.826 connect"
std::variant<Timeline::Event, std::string> read_event(std::string_view text) {
    const std::vector<std::string> parts = base::split(text, ' ');
    const auto at = read_seconds(parts.front());
    if (parts.size() != 2 || !at) {
        return fmt::format("expected seconds and an event such as '1.826 connect', got '{}'", text);
    }
    const auto word = std::find(kWords.begin(), kWords.end(), parts[1]);
    if (word == kWords.end()) {
        const std::string near = base::nearest(parts[1], kWords);
        return fmt::format("expected one of {}, got '{}'{}", base::join(kWords, ", "), parts[1],
                           near.empty() ? "" : fmt::format("; did you mean '{}'?", near));
    }
    return Timeline::Event{*at, static_cast<What>(word - kWords.begin())};
}

}  // namespace

const char* to_text(What what) {
    return kWords.at(static_cast<std::size_t>(what)).c_str();
}

std::string to_text(const Timeline& timeline) {
    std::vector<std::string> parts;
    for (const Timeline::Event& event : timeline.events) {
        parts.push_back(fmt::format("{} {}", seconds(event.at), to_text(event.what)));
    }
    return base::join(parts, ", ");
}

std::variant<Timeline, std::string> read_timeline(std::string_view text) {
    Timeline timeline;
    for (const std::string& part : base::split(text, ',')) {
        const std::string where = fmt::format("event {}", timeline.events.size() + 1);
        if (timeline.events.size() == kMostEvents)
            return fmt::format("expected at most {} events", kMostEvents);
        auto event = read_event(base::trim(part));
        if (const auto* wrong = std::get_if<std::string>(&event)) return fmt::format("{}: {}", where, *wrong);
        timeline.events.push_back(std::get<Timeline::Event>(event));
    }
    if (const auto wrong = misplaced(timeline))
        return fmt::format("event {}: {}", wrong->event + 1, wrong->reason);
    return timeline;
}

Timeline::What coming(const Timeline& before, int number, int last) {
    if (before.events.empty()) return What::kConnect;
    const What event = before.events.back().what;
    const bool failed = event == What::kEnableFailed || event == What::kAddressRefused;
    return failed && number == last + 1 ? What::kRetry : What::kConnect;
}

std::optional<Misplaced> misplaced(const Timeline& timeline) {
    const std::vector<Timeline::Event>& events = timeline.events;
    if (events.empty()) return Misplaced{0, "expected an event, got none"};
    for (std::size_t index = 0; index < events.size(); ++index) {
        std::string reason = objection(events, index);
        if (!reason.empty()) return Misplaced{index, std::move(reason)};
    }
    if (is_over(events)) return std::nullopt;
    return Misplaced{events.size() - 1,
                     expectation(events, events.size(), followers(events, events.size())) + ", got the end"};
}

Timeline Playback::played() const {
    Timeline shorter;
    base::Milliseconds before{0};
    base::Milliseconds at{0};
    for (const Timeline::Event& event : timeline.events) {
        const base::Milliseconds gap = event.at - before;
        before = event.at;
        at += gap > compression.quiet
                  ? base::Milliseconds(std::llround(static_cast<double>(gap.count()) / compression.factor))
                  : gap;
        shorter.events.push_back({at, event.what});
    }
    return shorter;
}

}  // namespace tetherlab::fault
