// SPDX-License-Identifier: Apache-2.0
#include "harness/log/joining.hpp"

#include "harness/log/pattern.hpp"
#include "harness/log/scanner.hpp"

#include <algorithm>
#include <string>

namespace tetherlab::log {
namespace {

constexpr std::size_t kMostParts = 4;  // lines that one message was broken into
constexpr std::size_t kLongestMessage = 400;
constexpr std::size_t kShortestWidth = 50;  // no mailer breaks lines before that

// Of the kernel's, or of a program that has named itself only.
std::optional<Event> meaning(std::string_view message) {
    std::optional<Event> event = event_of(message);
    const std::size_t colon = event ? std::string_view::npos : message.find(": ");
    if (colon != std::string_view::npos)
        event = event_of_program(message.substr(0, colon), message.substr(colon + 2));
    return event;
}

std::optional<Event> meaning(const Said& said, std::string_view message) {
    const bool kernel = said.program.empty() || said.program == "kernel" || said.program == "klogd";
    return kernel ? meaning(message) : event_of_program(said.program, message);
}

// Whether more of the message may follow.
bool is_whole(const Event& event) {
    switch (event.kind) {
        case Kind::kDriverAt:
            return false;
        case Kind::kConnect:
            return !event.driver.empty();
        case Kind::kRegistered:
            return !event.mac.empty();
        case Kind::kFound:
            return !event.detail.empty();
        default:
            return true;
    }
}

bool is_better(const Event& joined, const std::optional<Event>& before) {
    return !before || (is_whole(joined) && !is_whole(*before));
}

// A line that only goes on: no time, nothing of its own, no paragraph.
bool goes_on(const paste::Line& line) {
    const std::string_view text = line.text;
    if (text.find_first_not_of(' ') == std::string_view::npos || text.size() > kLongestMessage) return false;
    const Said said = take_apart(text);
    return !said.is_log() && !event_of(said.message);
}

}  // namespace

Joined join(std::span<const paste::Line> text, std::size_t at, const Said& said) {
    Joined joined{meaning(said, said.message), 1};
    if (joined.event && is_whole(*joined.event)) return joined;
    const bool may = joined.event || may_go_on(said.message);
    if (!may || text[at].text.size() < kShortestWidth) return joined;

    std::string spaced(said.message);
    std::string tight(said.message);
    for (std::size_t i = at + 1; i < std::min(text.size(), at + kMostParts) && goes_on(text[i]); ++i) {
        std::string_view part = text[i].text;
        skip_blanks(part);
        while (part.ends_with(' ')) part.remove_suffix(1);
        if (spaced.size() + part.size() > kLongestMessage) break;
        spaced.append(" ").append(part);
        tight.append(part);
        for (const std::string& whole : {spaced, tight}) {
            auto event = meaning(said, whole);
            if (!event || !is_better(*event, joined.event)) continue;
            joined = {std::move(event), i - at + 1};
            break;
        }
        if (joined.event && is_whole(*joined.event)) break;
    }
    return joined;
}

}  // namespace tetherlab::log
