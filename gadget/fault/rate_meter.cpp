// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/rate_meter.hpp"

namespace tetherlab::fault {

void RateMeter::add(base::Clock::time_point at, std::uint64_t bytes) {
    // A counter that starts anew belongs to another gadget.
    if (!readings_.empty() && bytes < readings_.back().bytes) readings_.clear();
    readings_.push_back({at, bytes});
}

double RateMeter::rate(base::Milliseconds window) {
    if (readings_.size() < 2) return 0;
    while (readings_.size() > 2 && readings_[1].at <= readings_.back().at - window) readings_.pop_front();
    const Reading& first = readings_.front();
    const Reading& last = readings_.back();
    const std::chrono::duration<double> time = last.at - first.at;
    return time.count() <= 0 ? 0 : 8 * static_cast<double>(last.bytes - first.bytes) / time.count();
}

}  // namespace tetherlab::fault
