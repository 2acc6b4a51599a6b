// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"
#include "harness/bench/virtual_bench.hpp"
#include "harness/bench/wire_figures.hpp"

#include <chrono>
#include <string>

namespace tetherlab::bench {

// Measures the wire against QEMU's usb-net in the same router, whose far end is this machine itself. Both are
// TCP streams by iperf3 and echoes by ping, between the router and the address behind its USB network device.
class WireBenchmark {
public:
    // Plugs the hotspot into a bench with Equipment::kWireBenchmark, which it borrows, and waits until both
    // far ends answer. `iperf3` is router.tar of lab/virtual/iperf3. Throws base::Error.
    WireBenchmark(VirtualBench& bench, const profile::Profile& hotspot, const std::filesystem::path& iperf3,
                  const base::Deadline& deadline);

    // Each takes twice `time` and about two seconds.
    WireSample measure_wire(std::chrono::seconds time);
    WireSample measure_usb_net(std::chrono::seconds time);

private:
    void install_iperf3(const std::filesystem::path& tar, const base::Deadline& deadline);
    void set_up_usb_net(const base::Deadline& deadline);
    void set_up_wan(const profile::Profile& hotspot, const base::Deadline& deadline);
    std::string await_netdev(const std::string& mac, const base::Deadline& deadline);
    void await_echo(const std::string& address, const base::Deadline& deadline);
    WireSample measure(const std::string& address, std::chrono::seconds time);

    VirtualBench& bench_;
    std::string hotspot_address_;
    base::Child usb_net_server_;
};

}  // namespace tetherlab::bench
