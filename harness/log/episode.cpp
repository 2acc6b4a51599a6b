// SPDX-License-Identifier: Apache-2.0
#include "harness/log/episode.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace tetherlab::log {
namespace {

using namespace std::chrono_literals;

constexpr Micros kApart = 120s;         // disconnects further apart have nothing to do with each other
constexpr Micros kSwitches = 3s;        // a device that comes back as another product does so sooner
constexpr Micros kOneMoment = 100ms;    // ports behind one hub go within
constexpr Micros kSteadily = 30s;       // what stays longer has settled
constexpr std::size_t kLeastStorm = 3;  // disconnects
constexpr std::size_t kMostTogether = 64;

using Indices = std::vector<std::size_t>;

std::optional<Micros> median(std::vector<Micros> values) {
    if (values.empty()) return std::nullopt;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// Whether all are within a part of their median.
bool alike(const std::vector<Micros>& values, int percent) {
    const auto middle = median(values);
    return middle && std::all_of(values.begin(), values.end(), [&](Micros value) {
               return std::chrono::abs(value - *middle) * 100 <= *middle * percent;
           });
}

class Teller {
public:
    Teller(const Log& log, const std::vector<Story>& stories) : log_(log), stories_(stories) {}

    std::vector<Episode> run();

private:
    void find_together();
    void tell(const Story& story);
    void tell_switches(const Story& story);
    void tell_group(const Story& story, const Indices& group);
    void tell_ladders(const Story& story);
    void tell_stalls(const Story& story);
    void follow(const Story& story, Episode& episode) const;

    std::optional<Micros> at(std::optional<std::size_t> event) const {
        return event ? log_.events[*event].at : std::nullopt;
    }

    std::optional<Micros> between(std::optional<std::size_t> a, std::optional<std::size_t> b) const {
        const auto first = at(a);
        const auto second = at(b);
        return first && second ? std::optional(*second - *first) : std::nullopt;
    }

    bool switches(const Attachment& before, const Attachment& after) const;
    bool in_storm(std::size_t attachment) const;
    Episode begin(EpisodeKind kind, const Story& story, std::size_t first, std::size_t last) const;

    const Log& log_;
    const std::vector<Story>& stories_;
    std::vector<Episode> all_;
    std::size_t story_begins_ = 0;    // in all_, of the story that is being told
    std::set<std::size_t> together_;  // disconnects that have a common cause
    std::set<std::size_t> switched_;  // disconnects that are a change of identity
};

std::vector<Episode> Teller::run() {
    find_together();
    for (const Story& story : stories_) tell(story);
    return std::move(all_);
}

Episode Teller::begin(EpisodeKind kind, const Story& story, std::size_t first, std::size_t last) const {
    Episode episode;
    episode.kind = kind;
    episode.session = story.session;
    episode.port = story.port;
    episode.first = first;
    episode.last = last;
    return episode;
}

// Disconnects of one moment. What they hang on has the shortest name.
void Teller::find_together() {
    Indices moment;
    const auto finish = [&] {
        std::set<std::string> ports;
        for (const std::size_t i : moment) ports.insert(log_.events[i].port);
        if (ports.size() > 1) {
            Episode episode;
            episode.kind = EpisodeKind::kTogether;
            episode.session = log_.events[moment.front()].session;
            episode.port = *std::min_element(
                ports.begin(), ports.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
            episode.begins = episode.ends = log_.events[moment.front()].at;
            episode.count = static_cast<int>(ports.size());
            episode.events = moment;
            together_.insert(moment.begin(), moment.end());
            all_.push_back(std::move(episode));
        }
        moment.clear();
    };
    for (std::size_t i = 0; i < log_.events.size(); ++i) {
        const Event& event = log_.events[i];
        if (event.kind != Kind::kDisconnect || !event.at) continue;
        const bool same = !moment.empty() && log_.events[moment.front()].session == event.session &&
                          *event.at - *log_.events[moment.front()].at <= kOneMoment;
        if (!same || moment.size() >= kMostTogether) finish();
        moment.push_back(i);
    }
    if (!moment.empty()) finish();
}

bool Teller::switches(const Attachment& before, const Attachment& after) const {
    const std::string from = identity(before);
    const std::string to = identity(after);
    if (!before.disconnect || from.empty() || to.empty() || from == to) return false;
    const auto gap = between(before.disconnect, after.connect);
    if (gap) return *gap <= kSwitches;
    return (!before.serial.empty() && before.serial == after.serial) || before.vendor == after.vendor;
}

void Teller::tell_switches(const Story& story) {
    for (std::size_t i = 0; i + 1 < story.attachments.size(); ++i) {
        const Attachment& before = story.attachments[i];
        const Attachment& after = story.attachments[i + 1];
        if (!switches(before, after)) continue;
        Episode episode = begin(EpisodeKind::kModeSwitch, story, i, i + 1);
        episode.count = 1;
        episode.begins = at(before.disconnect);
        episode.ends = at(after.connect);
        episode.up = between(before.connect, before.disconnect);
        episode.down = between(before.disconnect, after.connect);
        episode.after = after.netdevs.empty() ? After::kGoesOn : After::kRecovers;
        episode.events = {*before.disconnect};
        if (after.connect) episode.events.push_back(*after.connect);
        switched_.insert(*before.disconnect);
        all_.push_back(std::move(episode));
    }
}

// What came after the last attachment of the episode.
void Teller::follow(const Story& story, Episode& episode) const {
    const std::size_t next = episode.last + 1;
    if (next >= story.attachments.size()) {
        const Attachment& last = story.attachments[episode.last];
        const bool gave_up = std::any_of(last.troubles.begin(), last.troubles.end(),
                                         [&](std::size_t i) { return log_.events[i].kind == Kind::kGaveUp; });
        episode.after = gave_up ? After::kGivesUp : After::kStops;
        return;
    }
    // Attempts that fail belong to what went before.
    std::size_t settled = next;
    while (settled + 1 < story.attachments.size() && story.attachments[settled].end == End::kFails) ++settled;
    const Attachment& device = story.attachments[settled];
    if (device.end == End::kFails) {
        episode.after = After::kGivesUp;
        const bool gave_up = std::any_of(device.troubles.begin(), device.troubles.end(),
                                         [&](std::size_t i) { return log_.events[i].kind == Kind::kGaveUp; });
        if (!gave_up) episode.after = After::kGoesOn;
        return;
    }
    episode.after = After::kStays;
    const auto from = at(device.connect);
    const auto until = device.disconnect ? at(device.disconnect)
                                         : log_.sessions[static_cast<std::size_t>(story.session)].ends;
    if (from && until) episode.stays = *until - *from;
}

void Teller::tell_group(const Story& story, const Indices& group) {
    const std::size_t first = group.front();
    const std::size_t last = group.back();
    std::vector<Micros> periods;
    std::vector<Micros> ups;
    std::vector<Micros> downs;
    Episode episode = begin(EpisodeKind::kDrop, story, first, last);
    for (std::size_t i = 0; i < group.size(); ++i) {
        const Attachment& attachment = story.attachments[group[i]];
        episode.events.push_back(*attachment.disconnect);
        if (const auto up = between(attachment.connect, attachment.disconnect)) ups.push_back(*up);
        if (i > 0) {
            const Attachment& before = story.attachments[group[i - 1]];
            if (const auto period = between(before.disconnect, attachment.disconnect)) {
                periods.push_back(*period);
            }
        }
        if (group[i] + 1 < story.attachments.size()) {
            const Attachment& next = story.attachments[group[i] + 1];
            if (const auto down = between(attachment.disconnect, next.connect)) downs.push_back(*down);
        }
    }
    for (std::size_t i = first; i <= last; ++i) {
        if (story.attachments[i].end == End::kFails) ++episode.failures;
    }
    constexpr int kRegular = 15;  // percent
    constexpr int kAlike = 10;
    const bool two_alike = group.size() == 2 && downs.size() == 2 && alike(downs, kAlike) &&
                           downs[0] < kSteadily && (ups.size() < 2 || alike(ups, kAlike));
    const bool regular = (periods.size() > 1 && alike(periods, kRegular)) || two_alike;
    if (group.size() >= kLeastStorm || two_alike) {
        episode.kind = regular ? EpisodeKind::kLoop : EpisodeKind::kStorm;
    }
    episode.count = static_cast<int>(group.size());
    episode.begins = at(story.attachments[first].disconnect);
    episode.ends = at(story.attachments[last].disconnect);
    episode.period = median(periods);
    if (!periods.empty()) episode.longest = *std::max_element(periods.begin(), periods.end());
    episode.up = median(ups);
    episode.down = median(downs);
    follow(story, episode);
    if (episode.kind == EpisodeKind::kDrop && episode.after == After::kStops)
        episode.kind = EpisodeKind::kGone;
    all_.push_back(std::move(episode));
}

bool Teller::in_storm(std::size_t attachment) const {
    const auto first = all_.begin() + static_cast<std::ptrdiff_t>(story_begins_);
    return std::any_of(first, all_.end(), [&](const Episode& episode) {
        return (episode.kind == EpisodeKind::kStorm || episode.kind == EpisodeKind::kLoop) &&
               attachment >= episode.first && attachment <= episode.last;
    });
}

void Teller::tell_ladders(const Story& story) {
    const auto fails = [&](std::size_t i) {
        const Attachment& attachment = story.attachments[i];
        return std::any_of(attachment.troubles.begin(), attachment.troubles.end(), [&](std::size_t event) {
            return is_enumeration_trouble(log_.events[event].kind);
        });
    };
    for (std::size_t i = 0; i < story.attachments.size(); ++i) {
        if (!fails(i) || in_storm(i)) continue;
        std::size_t last = i;
        while (story.attachments[last].end == End::kFails && last + 1 < story.attachments.size() &&
               fails(last + 1)) {
            ++last;
        }
        Episode episode = begin(EpisodeKind::kLadder, story, i, last);
        for (std::size_t k = i; k <= last; ++k) {
            const Attachment& attempt = story.attachments[k];
            if (attempt.connect) ++episode.count;
            if (attempt.end == End::kFails) ++episode.failures;
            std::copy_if(attempt.troubles.begin(), attempt.troubles.end(), std::back_inserter(episode.events),
                         [&](std::size_t event) { return is_enumeration_trouble(log_.events[event].kind); });
        }
        const Attachment& first = story.attachments[i];
        const Attachment& final_one = story.attachments[last];
        episode.begins = at(first.connect ? first.connect : std::optional(episode.events.front()));
        episode.ends = at(episode.events.back());
        if (final_one.end != End::kFails) {
            episode.after = After::kRecovers;
        } else {
            follow(story, episode);
            if (episode.after == After::kStays) episode.after = After::kRecovers;
            if (episode.after == After::kStops) episode.after = After::kGoesOn;
        }
        all_.push_back(std::move(episode));
        i = last;
    }
}

void Teller::tell_stalls(const Story& story) {
    for (std::size_t i = 0; i < story.attachments.size(); ++i) {
        const Attachment& attachment = story.attachments[i];
        Episode episode = begin(EpisodeKind::kStall, story, i, i);
        for (const std::size_t event : attachment.troubles) {
            if (log_.events[event].kind == Kind::kWatchdog) episode.events.push_back(event);
        }
        if (episode.events.empty()) continue;
        episode.count = static_cast<int>(episode.events.size());
        episode.begins = at(episode.events.front());
        episode.ends = at(episode.events.back());
        if (!attachment.netdevs.empty()) {
            episode.up = between(attachment.netdevs.back().event, episode.events.front());
        }
        episode.after = attachment.disconnect ? After::kStops : After::kStays;
        all_.push_back(std::move(episode));
    }
}

void Teller::tell(const Story& story) {
    story_begins_ = all_.size();
    tell_switches(story);
    Indices group;
    for (std::size_t i = 0; i < story.attachments.size(); ++i) {
        const Attachment& attachment = story.attachments[i];
        if (!attachment.disconnect || together_.contains(*attachment.disconnect) ||
            switched_.contains(*attachment.disconnect)) {
            continue;
        }
        if (!group.empty()) {
            const auto apart = between(story.attachments[group.back()].disconnect, attachment.disconnect);
            if (apart && *apart > kApart) {
                tell_group(story, group);
                group.clear();
            }
        }
        group.push_back(i);
    }
    if (!group.empty()) tell_group(story, group);
    tell_ladders(story);
    tell_stalls(story);
}

}  // namespace

std::vector<Episode> episodes(const Log& log, const std::vector<Story>& stories) {
    return Teller(log, stories).run();
}

}  // namespace tetherlab::log
