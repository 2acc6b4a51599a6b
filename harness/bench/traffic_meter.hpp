// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"

#include <string>
#include <thread>

namespace tetherlab::bench {

// Bytes that an interface has received and sent since it was made.
struct Traffic {
    unsigned long long received = 0;
    unsigned long long sent = 0;

    bool operator==(const Traffic&) const = default;
};

// From the text of /proc/net/dev (net/core/net-procfs.c); nothing has passed an interface that is not there.
Traffic traffic_of(const std::string& proc_net_dev, const std::string& interface);

// Tells four times a second what goes through an interface of a namespace, as long as it lives:
// event::Kind::kObservation "traffic" with data.down_bit_s (received) and data.up_bit_s (sent), when one of
// them has changed.
class TrafficMeter {
public:
    // The log outlives the meter. Throws base::Error when there is no such namespace.
    TrafficMeter(const std::string& network_namespace, std::string interface, event::Log& log);

private:
    std::jthread thread_;
};

}  // namespace tetherlab::bench
