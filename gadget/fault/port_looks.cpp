// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/port_looks.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace tetherlab::fault {
namespace {

using base::Milliseconds;

// HUB_ROOT_RESET_TIME twice, then HUB_LONG_RESET_TIME; in later resets HUB_LONG_RESET_TIME from the start.
constexpr Milliseconds kFirstLooks[] = {Milliseconds(60), Milliseconds(120), Milliseconds(320),
                                        Milliseconds(520), Milliseconds(720)};
constexpr Milliseconds kLaterLooks[] = {Milliseconds(200), Milliseconds(400), Milliseconds(600),
                                        Milliseconds(800)};

// Of the last reset, and the recovery after it.
constexpr Milliseconds kLastReset{250};

constexpr std::size_t kMostLooks = 4;  // PORT_RESET_TRIES is 5

// How long before a look the hotspot has to be there: half of the shortest time between two.
constexpr Milliseconds kInTime{30};

// Tries all choices and keeps the best.
class Search {
public:
    explicit Search(Milliseconds wanted) : wanted_(wanted) {}

    void extend(std::vector<Look> chosen, Milliseconds earliest) {
        const std::span<const Milliseconds> looks = chosen.empty()
                                                        ? std::span<const Milliseconds>(kFirstLooks)
                                                        : std::span<const Milliseconds>(kLaterLooks);
        Milliseconds before{0};
        for (const Milliseconds at : looks) {
            const Look look{std::exchange(before, at), at};
            if (look.at - comes_at(look, earliest) < kInTime) continue;
            chosen.push_back(look);
            consider(chosen);
            if (chosen.size() < kMostLooks) extend(chosen, kAway);
            chosen.pop_back();
        }
    }

    std::vector<Look> best() && { return std::move(best_); }

private:
    void consider(const std::vector<Look>& chosen) {
        const Milliseconds off = abs(new_device_after(chosen) - wanted_);
        const Milliseconds best_off = abs(new_device_after(best_) - wanted_);
        const bool nearer = off < best_off || (off == best_off && chosen.size() < best_.size());
        if (best_.empty() || nearer) best_ = chosen;
    }

    Milliseconds wanted_;
    std::vector<Look> best_;
};

}  // namespace

std::vector<Look> choose_looks(Milliseconds wanted, Milliseconds earliest) {
    Search search(wanted);
    search.extend({}, earliest);
    return std::move(search).best();
}

Milliseconds comes_at(const Look& look, Milliseconds earliest) {
    return std::max((look.before + look.at) / 2, earliest);
}

Milliseconds new_device_after(const std::vector<Look>& looks) {
    Milliseconds time = kLastReset;
    for (const Look& look : looks) time += look.at;
    return time;
}

}  // namespace tetherlab::fault
