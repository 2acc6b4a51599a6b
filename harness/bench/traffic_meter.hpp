// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"

#include <string>
#include <thread>

namespace tetherlab::bench {

// Tells four times a second what goes through an interface of a namespace, as long as it lives:
// event::Kind::kObservation "traffic" with data.down_bit_s (received) and data.up_bit_s (sent), when one of
// them has changed.
class TrafficMeter {
public:
    // The log outlives the meter. Throws base::Error when there is no such namespace.
    TrafficMeter(const std::string& network_namespace, const std::string& interface, event::Log& log);

private:
    std::jthread thread_;
};

}  // namespace tetherlab::bench
