// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tetherlab::verdict {

// What the router's DHCP client has met with since it was started last.
struct Dhcp {
    int asked = 0;    // DISCOVERs
    int offered = 0;  // offers taken up
    int refused = 0;  // NAKs
    bool lease = false;
    std::optional<std::chrono::seconds> took;  // from the first DISCOVER to the lease; whole seconds
    std::vector<std::string> lines;            // the last few
};

// So many DISCOVERs without an answer are no accident.
inline constexpr int kAsksThatDecide = 2;

// A server that takes longer is slow: udhcpc asks again after 3 s.
inline constexpr std::chrono::seconds kSlowLease{3};

// Reads the lines of udhcpc in a system log, as logread prints them.
Dhcp read_dhcp(const std::vector<std::string>& system_log);

}  // namespace tetherlab::verdict
