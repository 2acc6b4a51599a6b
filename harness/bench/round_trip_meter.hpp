// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"

#include <string>
#include <thread>

namespace tetherlab::bench {

// Sends an ICMP echo a second from a namespace, as long as it lives, and tells how long each answer took:
// event::Kind::kObservation "round-trip" with data.ms, which is null, once, when answers stop coming for a
// second. Nothing is told before the first answer.
class RoundTripMeter {
public:
    // `address`: IPv4. The log outlives the meter. Throws base::Error, also when there is no such namespace.
    RoundTripMeter(const std::string& network_namespace, const std::string& address, event::Log& log);

private:
    std::jthread thread_;
};

}  // namespace tetherlab::bench
