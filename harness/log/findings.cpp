// SPDX-License-Identifier: Apache-2.0
#include "harness/log/finding.hpp"
#include "harness/log/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace tetherlab::log {
namespace {

constexpr std::size_t kMostStories = 200;  // more ports than a machine has

// In the order of causes: what comes first explains what follows.
constexpr Rule kRules[] = {
    find_over_current, find_low_bus_power, find_storm,     find_loop,
    find_hub_lost,     find_drops,         find_contact,   find_ladder,
    find_mode_switch,  find_configuration, find_slow_link, find_unreadable_strings,
    find_no_driver,    find_driver_failed, find_stall,     find_renamed,
    find_mac_changes,  find_dhcp,
};

// Ports whose device may be the hotspot. Where the log shows which one it is, a device that no driver speaks
// of is another.
std::vector<const Story*> candidates(const Account& account) {
    const bool known = std::any_of(account.stories.begin(), account.stories.end(),
                                   [](const Story& story) { return story.role == Role::kTether; });
    std::vector<const Story*> found;
    for (const Story& story : account.stories) {
        const bool quiet = std::all_of(story.attachments.begin(), story.attachments.end(),
                                       [](const Attachment& a) { return a.troubles.empty(); });
        const bool other = known && quiet && story.role == Role::kUnknown;
        if (story.concerns_tether() && !other) found.push_back(&story);
        if (found.size() >= kMostStories) break;
    }
    return found;
}

}  // namespace

const char* to_text(Certainty certainty) {
    switch (certainty) {
        case Certainty::kShown:
            return "shown";
        case Certainty::kLikely:
            return "likely";
        case Certainty::kPossible:
            return "possible";
    }
    return "unknown";
}

std::vector<std::size_t> Case::events(std::initializer_list<Kind> kinds) const {
    std::vector<std::size_t> found;
    for (const std::size_t i : story.events) {
        if (std::find(kinds.begin(), kinds.end(), event(i).kind) != kinds.end()) found.push_back(i);
    }
    return found;
}

// The first few and the last few.
std::vector<Evidence> Case::evidence(const std::vector<std::size_t>& events) const {
    constexpr std::size_t kShown = 3;
    std::vector<Evidence> lines;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (i >= kShown && i + kShown < events.size()) continue;
        const Event& one = event(events[i]);
        lines.push_back({one.line, one.text});
    }
    return lines;
}

// Named as what it was with a network interface, or was last.
std::string Case::device() const {
    const Attachment* known = nullptr;
    for (const Attachment& attachment : story.attachments) {
        if (identity(attachment).empty()) continue;
        if (known == nullptr || known->netdevs.empty() || !attachment.netdevs.empty()) known = &attachment;
    }
    if (known == nullptr)
        return (is_unidentified(story) ? "the unidentified device on " : "the device on ") + story.port;
    if (known->product_name.empty()) return fmt::format("{} on {}", identity(*known), story.port);
    return fmt::format("{} ({}) on {}", known->product_name, identity(*known), story.port);
}

bool worked_before(const Case& of, std::size_t attachment) {
    const auto& all = of.story.attachments;
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(attachment, all.size()));
    return std::any_of(all.begin(), end, [](const Attachment& a) {
        return a.end != End::kFails && a.connect && (a.disconnect || !a.netdevs.empty());
    });
}

Account account(std::span<const paste::Line> text) {
    Account account;
    account.log = read(text);
    account.stories = stories(account.log);
    account.episodes = episodes(account.log, account.stories);
    return account;
}

std::vector<Finding> findings(const Account& account) {
    std::vector<Finding> found = find_host_trouble(account);
    std::map<std::pair<int, std::string>, std::vector<const Episode*>> episodes;
    for (const Episode& episode : account.episodes) {
        episodes[{episode.session, episode.port}].push_back(&episode);
    }
    for (const Story* story : candidates(account)) {
        const Case one{account, *story, episodes[{story->session, story->port}]};
        for (const Rule rule : kRules) {
            if (auto finding = rule(one)) {
                finding->port = story->port;
                found.push_back(std::move(*finding));
            }
        }
    }
    return found;
}

}  // namespace tetherlab::log
