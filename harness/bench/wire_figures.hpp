// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace tetherlab::bench {

// One measurement of a way between the router and the far end of its USB network device.
struct WireSample {
    double up = 0;    // Mbit/s of TCP from the router, as the receiver counts
    double down = 0;  // Mbit/s of TCP to the router
    double rtt = 0;   // ms, median of the echoes
};

// The wire against another way, medians of samples taken in turn. More is better: the round-trip time is
// inverted.
struct WireRatios {
    double up = 0;
    double down = 0;
    double rtt = 0;
};

// What `iperf3 --json` said: bits that the receiver got, in Mbit/s. Throws base::Error with iperf3's own
// reason.
double iperf3_rate(const std::string& json);

// The median of the times in what busybox's ping printed, in ms. Throws base::Error when there is none.
double ping_median(const std::string& output);

WireSample median(const std::vector<WireSample>& samples);

// Neither may be empty.
WireRatios ratios(const std::vector<WireSample>& wire, const std::vector<WireSample>& reference);

}  // namespace tetherlab::bench
