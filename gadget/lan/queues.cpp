// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/queues.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tetherlab::lan {
namespace {

constexpr double kFrame = 1514 * 8;       // bits
constexpr double kQueueTime = 0.25;       // s that packets wait for a slow line before more of them are lost
constexpr double kFewestPackets = 20;     // in the slowest of queues
constexpr double kUnlimited = 1'000'000;  // packets

// How many packets may be under way or waiting. netem counts both (sch_netem.c).
long packets(const Way& way) {
    if (way.rate == 0) return std::lround(kUnlimited);
    const double seconds = std::chrono::duration<double>(way.delay + way.jitter).count() + kQueueTime;
    return std::lround(std::max(kFewestPackets, std::ceil(way.rate * seconds / kFrame)));
}

// Everything is said each time: netem keeps the rate when it is not (sch_netem.c, netem_change()).
std::string netem(const std::string& device, const std::string& queue, int handle, const Way& way) {
    return fmt::format(
        "qdisc replace dev {} parent {} handle {}: netem limit {} delay {}ms {}ms rate {:.0f}bit\n", device,
        queue, handle, packets(way), way.delay.count(), way.jitter.count(), way.rate);
}

}  // namespace

std::string queue_commands(const Misbehaviour& wanted, const std::vector<std::string>& devices) {
    Way forwarded = wanted.internet;
    if (wanted.forwarded_rate > 0)
        forwarded.rate = std::min(wanted.forwarded_rate, forwarded.rate > 0 ? forwarded.rate : HUGE_VAL);
    const Way dhcp{.delay = wanted.dhcp_delay};
    const bool needed = dhcp != Way{} || forwarded != Way{};
    std::string lines;
    for (const std::string& device : devices) {
        lines += fmt::format("qdisc replace dev {} root handle 1: prio bands 4 priomap{}\n", device,
                             " 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0");
        if (!needed) {
            lines += fmt::format("qdisc del dev {} root\n", device);
            continue;
        }
        lines += netem(device, kDhcpQueue, 2, dhcp);
        lines += netem(device, kInternetQueue, 3, wanted.internet);
        lines += netem(device, kForwardedQueue, 4, forwarded);
    }
    return lines;
}

}  // namespace tetherlab::lan
