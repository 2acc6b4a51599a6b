// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/deadline.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace tetherlab::base {

Deadline Deadline::within(Milliseconds limit) const {
    Deadline phase(limit);
    phase.at_ = std::min(phase.at_, at_);
    phase.allowed_ = std::min(limit, remaining());
    return phase;
}

Milliseconds Deadline::remaining() const {
    return std::max(Milliseconds::zero(), std::chrono::ceil<Milliseconds>(at_ - Clock::now()));
}

int Deadline::poll_timeout() const {
    return static_cast<int>(
        std::min<Milliseconds::rep>(remaining().count(), std::numeric_limits<int>::max()));
}

void throw_timeout(const std::string& what, const Deadline& deadline) {
    throw TimeoutError("wait for", what, fmt::format("not within {}", to_text(deadline.allowed())));
}

std::string to_text(Milliseconds duration) {
    if (duration.count() % 1000 == 0) return fmt::format("{} s", duration.count() / 1000);
    if (duration.count() > 1000) return fmt::format("{:.1f} s", static_cast<double>(duration.count()) / 1000);
    return fmt::format("{} ms", duration.count());
}

}  // namespace tetherlab::base
