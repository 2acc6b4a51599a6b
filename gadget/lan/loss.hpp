// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tetherlab::lan {

// Packets that vanish. Which of them is drawn once, by the seed: of packet 1, packet 2 and so on of a run the
// same are lost each time.
struct Loss {
    double percent = 0;  // in tenths
    std::uint64_t seed = 0;

    bool operator==(const Loss&) const = default;
};

// The lost ones of each 1000 packets, by their number from 0, in order.
std::vector<int> lost_of_thousand(const Loss& loss);

// The end of a rule of nftables that drops them; empty when nothing is lost. Each rule counts its own packets
// from when it is made.
std::string drop_lost(const Loss& loss);

}  // namespace tetherlab::lan
