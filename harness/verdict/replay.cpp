// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/replay.hpp"

#include "gadget/base/text.hpp"
#include "harness/observe/capture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace tetherlab::verdict {
namespace {

using fault::Timeline;
using observe::KernelEvent;
using std::chrono::microseconds;

constexpr microseconds kLeastTolerance{150'000};
constexpr int kMostNumber = 127;  // of a device on its bus (USB 2.0, 9.4.6)

double seconds(microseconds time) {
    return static_cast<double>(time.count()) / 1e6;
}

double milliseconds(microseconds time) {
    return static_cast<double>(time.count()) / 1e3;
}

microseconds deviation(const ReplayedEvent& event) {
    return event.got ? *event.got - event.wanted : microseconds(0);
}

// How late the first event may have been for all events so far to be within their tolerances.
struct Origin {
    microseconds least = -kLeastTolerance;
    microseconds most = kLeastTolerance;

    bool takes(const ReplayedEvent& event) {
        least = std::max(least, -deviation(event) - tolerance(event.wanted));
        most = std::min(most, -deviation(event) + tolerance(event.wanted));
        return least <= most;
    }

    // As little as will do.
    microseconds chosen() const { return std::clamp(microseconds(0), least, most); }
};

// Holds the router's events against those of a timeline, one after another.
class Comparison {
public:
    explicit Comparison(const Replayed& wanted);

    void add(const KernelEvent& seen);
    Replay result() &&;

private:
    bool done() const { return next_ == replay_.events.size() || !trouble_.empty(); }

    std::string difference(const KernelEvent& seen) const;
    void note_deviations(const KernelEvent& seen);
    std::vector<std::string> remarks() const;
    std::string sentence() const;
    std::optional<int> next_number() const;

    const Replayed& wanted_;
    Replay replay_;
    std::size_t next_ = 0;   // the event that comes next
    microseconds first_{0};  // the router's time of the first one
    Origin origin_;
    int number_ = 0;  // of the device that came last
    int captured_number_ = 0;
    bool other_controller_ = false;  // than the captured router's
    std::string trouble_;            // the first thing that is not as wanted
};

Comparison::Comparison(const Replayed& wanted) : wanted_(wanted) {
    const Timeline played = wanted.playback.played();
    for (std::size_t i = 0; i < played.events.size(); ++i) {
        ReplayedEvent event;
        event.what = wanted.capture.empty() ? to_text(played.events[i].what) : wanted.capture[i].line;
        event.captured = wanted.playback.timeline.events[i].at;
        event.wanted = played.events[i].at;
        replay_.events.push_back(std::move(event));
    }
}

void Comparison::add(const KernelEvent& seen) {
    if (done()) return;
    if (next_ == 0) first_ = seen.at.value_or(microseconds(0));
    ReplayedEvent& event = replay_.events[next_];
    event.got = seen.at.value_or(first_) - first_;
    event.note = difference(seen);
    if (!event.note.empty()) {
        trouble_ = fmt::format("event {}, {}", next_ + 1, event.note);
        return;
    }
    if (seen.number != 0) number_ = seen.number;
    event.ok = origin_.takes(event);
    if (!event.ok) {
        trouble_ = fmt::format("event {} came at {:.3f} s instead of {:.3f} s", next_ + 1,
                               seconds(*event.got), seconds(event.wanted));
    }
    note_deviations(seen);
    ++next_;
}

// Why the line is not what is due; empty when it is.
std::string Comparison::difference(const KernelEvent& seen) const {
    const Timeline::What due = wanted_.playback.timeline.events[next_].what;
    const bool comes = due == Timeline::What::kConnect || due == Timeline::What::kRetry;
    if (observe::what_of(seen) != (comes ? Timeline::What::kConnect : due)) {
        return fmt::format("expected {}, got '{}'", to_text(due), seen.line);
    }
    if (seen.number == 0 || number_ == 0) return "";
    if (!comes) {
        return seen.number == number_
                   ? ""
                   : fmt::format("expected device number {}, got '{}'", number_, seen.line);
    }
    if (const auto number = next_number(); number && seen.number != *number) {
        return fmt::format("expected device number {}, got '{}'", *number, seen.line);
    }
    if (seen.number != number_) return "";
    return fmt::format("expected another device number than {}, got '{}'", number_, seen.line);
}

// Of the device that comes now, if the capture tells: as much higher than that of the one before. Numbers
// begin anew after 127 (choose_devnum(), drivers/usb/core/hub.c, 6.1), and then nothing is told.
std::optional<int> Comparison::next_number() const {
    if (wanted_.capture.empty() || captured_number_ == 0) return std::nullopt;
    const int step = wanted_.capture[next_].number - captured_number_;
    return step > 0 && number_ + step <= kMostNumber ? std::optional(number_ + step) : std::nullopt;
}

// What is not as in the capture, and need not be.
void Comparison::note_deviations(const KernelEvent& seen) {
    if (wanted_.capture.empty()) return;
    const KernelEvent& captured = wanted_.capture[next_];
    std::vector<std::string> notes;
    if (seen.number != captured.number) notes.push_back(fmt::format("number {}", seen.number));
    if (seen.error != captured.error) notes.push_back(fmt::format("error {}", seen.error));
    if (seen.code != captured.code) notes.push_back(fmt::format("'{}'", seen.line));
    other_controller_ |= seen.error != captured.error || seen.code != captured.code;
    if (captured.number != 0) captured_number_ = captured.number;
    replay_.events[next_].note = base::join(notes, ", ");
}

// The stretches that were made shorter, and what another host controller changes.
std::vector<std::string> Comparison::remarks() const {
    std::vector<std::string> remarks;
    for (std::size_t i = 1; i < replay_.events.size(); ++i) {
        const microseconds gap = replay_.events[i].captured - replay_.events[i - 1].captured;
        const microseconds played = replay_.events[i].wanted - replay_.events[i - 1].wanted;
        if (gap == played) continue;
        remarks.push_back(fmt::format("The {:.1f} s before event {} took {:.1f} s: compressed {} times.",
                                      seconds(gap), i + 1, seconds(played),
                                      wanted_.playback.compression.factor));
    }
    if (other_controller_) {
        remarks.emplace_back(
            "This router's host controller is another one than that of the capture, and has its own words "
            "and error "
            "numbers for a hotspot that is gone; docs/kernel-notes.md has both.");
    }
    return remarks;
}

std::string Comparison::sentence() const {
    if (!trouble_.empty()) return trouble_;
    if (next_ < replay_.events.size())
        return fmt::format("{} of {} events so far", next_, replay_.events.size());
    const auto off = [this](const ReplayedEvent& event) { return deviation(event) + origin_.chosen(); };
    const auto worst = std::max_element(
        replay_.events.begin(), replay_.events.end(),
        [&](const ReplayedEvent& a, const ReplayedEvent& b) { return abs(off(a)) < abs(off(b)); });
    return fmt::format("{} events in order, event {} the furthest off, by {:.0f} ms", next_,
                       worst - replay_.events.begin() + 1, milliseconds(off(*worst)));
}

Replay Comparison::result() && {
    replay_.remarks = remarks();
    replay_.got = sentence();
    replay_.held = trouble_.empty() && next_ == replay_.events.size();
    return std::move(replay_);
}

}  // namespace

microseconds tolerance(microseconds wanted) {
    return std::max(kLeastTolerance, wanted / 10);
}

Replay compare(const Replayed& wanted, const std::vector<observe::LogLine>& log) {
    Comparison comparison(wanted);
    for (const KernelEvent& event : observe::kernel_events(log)) {
        if (observe::is_of_bus(event)) comparison.add(event);
    }
    return std::move(comparison).result();
}

}  // namespace tetherlab::verdict
