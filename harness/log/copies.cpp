// SPDX-License-Identifier: Apache-2.0
#include "harness/log/copies.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

namespace tetherlab::log {
namespace {

constexpr std::size_t kLeastAlike = 3;        // events in a row that cannot be alike by chance
constexpr std::size_t kMostCompared = 2'000;  // of each session
constexpr std::int64_t kBudget = 20'000'000;  // comparisons in all
constexpr std::size_t kPreciseStamp = 8;      // "5.485417": no two lines of one boot share it by chance

// What every kind of log has of an event.
bool is_core(const Event& event) {
    switch (event.kind) {
        case Kind::kConnect:
        case Kind::kDisconnect:
        case Kind::kFound:
        case Kind::kAddressRefused:
        case Kind::kEnableFailed:
        case Kind::kDescriptorFailed:
        case Kind::kGaveUp:
        case Kind::kBindFailed:
        case Kind::kRegistered:
        case Kind::kUnregistered:
            return true;
        default:
            return false;
    }
}

bool alike(const Event& a, const Event& b) {
    return a.kind == b.kind && a.number == b.number && a.error == b.error && a.port == b.port &&
           a.vendor == b.vendor && a.product == b.product && a.netdev == b.netdev && a.mac == b.mac;
}

using Indices = std::vector<std::size_t>;  // of events

// Where the events of one session stand in another: `first` at `offset` of it, for `count` in a row.
struct Overlap {
    std::size_t in_a = 0;
    std::size_t in_b = 0;
    std::size_t count = 0;
};

std::size_t hash_of(const Event& event) {
    constexpr std::size_t kSpread = 31;
    const std::hash<std::string> hash;
    return hash(event.stamp) * kSpread + hash(event.text);
}

class Copies {
public:
    explicit Copies(Log& log) : log_(log), dropped_(log.events.size(), false) {}

    void run();

private:
    void drop_quoted();
    void drop_other_clocks();
    Overlap overlap(const Indices& a, const Indices& b);
    void fold(const Indices& a, const Indices& b, const Overlap& overlap);
    void sort();

    Indices first_alike() const;
    Indices core_of(int session) const;

    Log& log_;
    std::vector<bool> dropped_;
    std::int64_t budget_ = kBudget;
};

void Copies::run() {
    drop_quoted();
    drop_other_clocks();
    sort();
}

// For each event the first with the same message at the same microsecond; for most it is itself.
Indices Copies::first_alike() const {
    struct Message {
        std::size_t hash;  // most are told apart without a look at the event
        std::size_t event;
    };

    std::vector<Message> messages;
    messages.reserve(log_.events.size());
    for (std::size_t i = 0; i < log_.events.size(); ++i) {
        const Event& event = log_.events[i];
        const Session& session = log_.sessions[static_cast<std::size_t>(event.session)];
        if (session.clock == Clock::kUptime && event.stamp.size() >= kPreciseStamp)
            messages.push_back({hash_of(event), i});
    }
    const auto said = [&](const Message& message) {
        const Event& event = log_.events[message.event];
        return std::tie(message.hash, event.stamp, event.text);
    };
    std::sort(messages.begin(), messages.end(), [&](const Message& a, const Message& b) {
        return std::tuple_cat(said(a), std::tie(a.event)) < std::tuple_cat(said(b), std::tie(b.event));
    });
    Indices first(log_.events.size());
    std::iota(first.begin(), first.end(), 0);
    for (std::size_t i = 1; i < messages.size(); ++i) {
        if (said(messages[i - 1]) == said(messages[i]))
            first[messages[i].event] = first[messages[i - 1].event];
    }
    return first;
}

// The rest of a quoted excerpt belongs to where its beginning was seen first.
void Copies::drop_quoted() {
    const Indices first = first_alike();
    std::map<int, int> belongs;  // session to the one it goes on
    for (std::size_t i = 0; i < log_.events.size(); ++i) {
        Event& event = log_.events[i];
        if (const auto other = belongs.find(event.session); other != belongs.end()) {
            event.session = other->second;
        }
        if (first[i] == i) continue;
        dropped_[i] = true;
        const int original = log_.events[first[i]].session;
        if (original != event.session) belongs[event.session] = original;
    }
}

Indices Copies::core_of(int session) const {
    Indices indices;
    for (std::size_t i = 0; i < log_.events.size() && indices.size() < kMostCompared; ++i) {
        if (log_.events[i].session == session && !dropped_[i] && is_core(log_.events[i]))
            indices.push_back(i);
    }
    return indices;
}

// The end of one is the beginning of the other, or one is in the middle of the other.
Overlap Copies::overlap(const Indices& a, const Indices& b) {
    const auto try_at = [&](std::size_t in_a, std::size_t in_b) {
        const std::size_t count = std::min(a.size() - in_a, b.size() - in_b);
        if (count < kLeastAlike) return Overlap{};
        for (std::size_t k = 0; k < count; ++k) {
            if (--budget_ < 0 || !alike(log_.events[a[in_a + k]], log_.events[b[in_b + k]])) return Overlap{};
        }
        return Overlap{in_a, in_b, count};
    };
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (const Overlap found = try_at(i, 0); found.count > 0) return found;
    }
    for (std::size_t i = 1; i < b.size(); ++i) {
        if (const Overlap found = try_at(0, i); found.count > 0) return found;
    }
    return {};
}

// Session b becomes part of session a: what both have is dropped, and so is what lies between.
void Copies::fold(const Indices& a, const Indices& b, const Overlap& found) {
    const Event& first_a = log_.events[a[found.in_a]];
    const Event& first_b = log_.events[b[found.in_b]];
    const int into = first_a.session;
    const int from = first_b.session;
    std::optional<Micros> shift;
    if (first_a.at && first_b.at) shift = *first_b.at - *first_a.at;
    const std::size_t last = b[found.in_b + found.count - 1];
    const bool to_the_end = found.in_a + found.count == a.size();
    for (std::size_t i = 0; i < log_.events.size(); ++i) {
        Event& event = log_.events[i];
        if (event.session != from || dropped_[i]) continue;
        const bool before = found.in_b > 0 && i < b[found.in_b];
        const bool after = to_the_end && i > last;
        dropped_[i] = !before && !after;
        event.session = into;
        if (event.at && shift) *event.at -= *shift;
        if (!shift) event.at.reset();
    }
}

void Copies::drop_other_clocks() {
    const int count = static_cast<int>(log_.sessions.size());
    constexpr int kMostPairs = 50;
    for (int a = 0; a < std::min(count, kMostPairs); ++a) {
        for (int b = 0; b < std::min(count, kMostPairs); ++b) {
            const Session& first = log_.sessions[static_cast<std::size_t>(a)];
            const Session& second = log_.sessions[static_cast<std::size_t>(b)];
            // The better clock stays: uptime, then the calendar, then none.
            const bool both_calendar = first.clock == Clock::kWall && second.clock == Clock::kWall &&
                                       second.host.empty() != first.host.empty() && a < b;
            const bool better =
                first.clock == Clock::kUptime ? second.clock != Clock::kUptime : second.clock == Clock::kNone;
            if (first.clock == Clock::kNone || (!better && !both_calendar)) continue;
            const Indices core_a = core_of(a);
            const Indices core_b = core_of(b);
            const Overlap found = overlap(core_a, core_b);
            if (found.count > 0) fold(core_a, core_b, found);
        }
    }
}

// By session and time; one without a time stays behind the one before it.
void order(std::vector<Event>& events, std::size_t sessions) {
    std::vector<Micros> last(sessions);
    std::vector<std::pair<int, Micros>> keys;
    keys.reserve(events.size());
    for (const Event& event : events) {
        Micros& at = last[static_cast<std::size_t>(event.session)];
        at = event.at.value_or(at);
        keys.emplace_back(event.session, at);
    }
    if (std::is_sorted(keys.begin(), keys.end())) return;
    Indices indices(events.size());
    std::iota(indices.begin(), indices.end(), 0);
    std::stable_sort(indices.begin(), indices.end(),
                     [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    for (std::size_t first = 0; first < indices.size(); ++first) {  // each cycle, in place: events are large
        if (indices[first] == first) continue;
        Event kept = std::move(events[first]);
        std::size_t to = first;
        for (std::size_t from; (from = std::exchange(indices[to], to)) != first; to = from)
            events[to] = std::move(events[from]);
        events[to] = std::move(kept);
    }
}

void Copies::sort() {
    std::vector<Event>& kept = log_.events;
    const auto is_dropped = [&](const Event& event) {
        return dropped_[static_cast<std::size_t>(&event - kept.data())];
    };
    log_.repeated += static_cast<int>(std::count(dropped_.begin(), dropped_.end(), true));
    kept.erase(std::remove_if(kept.begin(), kept.end(), is_dropped), kept.end());
    std::vector<bool> used(log_.sessions.size());
    for (const Event& event : kept) used[static_cast<std::size_t>(event.session)] = true;
    std::vector<int> number(log_.sessions.size(), -1);
    std::vector<Session> sessions;
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (!used[i]) continue;
        number[i] = static_cast<int>(sessions.size());
        sessions.push_back(std::move(log_.sessions[i]));
    }
    for (Event& event : kept) {
        event.session = number[static_cast<std::size_t>(event.session)];
        std::optional<Micros>& ends = sessions[static_cast<std::size_t>(event.session)].ends;
        ends = std::max(ends, event.at);
    }
    order(kept, sessions.size());
    if (!sessions.empty()) sessions.front().begins.clear();
    log_.sessions = std::move(sessions);
}

}  // namespace

void drop_copies(Log& log) {
    Copies(log).run();
}

}  // namespace tetherlab::log
