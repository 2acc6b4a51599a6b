// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/departure.hpp"

#include <algorithm>
#include <utility>

namespace tetherlab::wire {

void Departure::heard(Time now) {
    quiet_ = std::max(quiet_, now + kQuiet);
}

void Departure::heard_control(Time now) {
    heard(now);
    silent_ = now + kTalk;
    port_reset_ = false;
}

void Departure::answered_control(Time now) {
    silent_ = now + kTalk;
}

Departure::Reset Departure::heard_reset(Time now) {
    heard(now);
    if (std::exchange(port_reset_, !port_reset_)) {
        silent_ = now + kTalk;
        return Reset::kAddress;
    }
    quiet_ = now + kBeforeLook;
    silent_ = {};
    if (gone_) vacant_ = now + kGivenUp;
    return Reset::kPort;
}

// Between a port reset and the Address Device command nothing is in flight that the router could get an error
// for.
void Departure::begin(Time now) {
    gone_ = true;
    if (!port_reset_) heard(now);
}

void Departure::end() {
    gone_ = false;
}

std::optional<Departure::Time> Departure::due() const {
    if (!gone_) return std::nullopt;
    return std::max(quiet_, silent_);
}

void Departure::arrive() {
    port_reset_ = false;
    quiet_ = {};
    silent_ = {};
}

}  // namespace tetherlab::wire
