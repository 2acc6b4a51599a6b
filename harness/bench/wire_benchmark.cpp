// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/wire_benchmark.hpp"

#include "gadget/base/text.hpp"
#include "harness/bench/netns.hpp"
#include "harness/router/uci.hpp"

#include <fmt/format.h>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto kFolder = "/tmp/iperf3";
constexpr auto kUsbNetAddress = "192.0.2.2/24";  // the router's, beside VirtualBench::kUsbNetPeer
constexpr base::Milliseconds kLookTime{500};
constexpr base::Milliseconds kGrace{20'000};  // over a measurement's own time
constexpr int kEchoes = 40;

// Out of the hotspot's network, which is the router's own from the factory.
const router::Ipv4Interface kLan{"192.168.8.1", 24};

base::Child serve_iperf3(const VirtualBench& bench) {
    base::Argv argv = netns::prefix(bench.lab_namespace());
    for (const char* word : {"iperf3", "--server", "--bind", VirtualBench::kUsbNetPeer})
        argv.emplace_back(word);
    return base::Child(argv, {.out = "/dev/null", .err = "/dev/null"});
}

std::string iperf3_command(const std::string& address, std::chrono::seconds time, const char* direction) {
    return fmt::format("LD_LIBRARY_PATH={0}/lib {0}/iperf3 --client {1} --time {2} --omit 1 --json {3}",
                       kFolder, address, time.count(), direction);
}

}  // namespace

WireBenchmark::WireBenchmark(VirtualBench& bench, const profile::Profile& hotspot,
                             const std::filesystem::path& iperf3, const base::Deadline& deadline)
    : bench_(bench), hotspot_address_(hotspot.lan.gateway), usb_net_server_(serve_iperf3(bench)) {
    install_iperf3(iperf3, deadline);
    set_up_usb_net(deadline);
    set_up_wan(hotspot, deadline);
    await_echo(VirtualBench::kUsbNetPeer, deadline);
    await_echo(hotspot_address_, deadline);
}

void WireBenchmark::install_iperf3(const std::filesystem::path& tar, const base::Deadline& deadline) {
    bench_.shell().upload(tar, "/tmp/iperf3.tar", deadline);
    router::run_checked(
        bench_.shell(),
        fmt::format("mkdir {0} && tar -xf /tmp/iperf3.tar -C {0} && rm /tmp/iperf3.tar", kFolder), deadline);
}

void WireBenchmark::set_up_usb_net(const base::Deadline& deadline) {
    const std::string device = await_netdev(power::kUsbNetMac, deadline);
    router::run_checked(
        bench_.shell(),
        fmt::format("ip address add {0} dev {1} && ip link set {1} up", kUsbNetAddress, device), deadline);
}

void WireBenchmark::set_up_wan(const profile::Profile& hotspot, const base::Deadline& deadline) {
    router::Uci uci(bench_.shell());
    if (uci.set_lan(kLan, deadline) == router::Changed::kYes) bench_.follow(kLan, deadline);
    bench_.hotspot().prepare(hotspot, deadline);
    bench_.hotspot().plug(deadline);
    uci.set_wan_device(await_netdev(hotspot.mac.host, deadline), deadline);
}

// Between two looks the console says when something happens on the router.
std::string WireBenchmark::await_netdev(const std::string& mac, const base::Deadline& deadline) {
    const std::string command = fmt::format(
        "for f in /sys/class/net/*/address; do read -r mac <$f; [ $mac = {} ] || continue; "
        "basename ${{f%/address}}; done",
        mac);
    for (;;) {
        const std::string device(base::trim(router::run_checked(bench_.shell(), command, deadline)));
        if (!device.empty()) return device;
        if (deadline.expired()) base::throw_timeout("network device " + mac + " on the router", deadline);
        bench_.console().await_output(deadline.within(kLookTime));
    }
}

void WireBenchmark::await_echo(const std::string& address, const base::Deadline& deadline) {
    while (!bench_.shell().run("ping -c 1 -W 1 " + address, deadline).status.success()) {
        if (deadline.expired()) base::throw_timeout("an echo of " + address + " at the router", deadline);
    }
}

WireSample WireBenchmark::measure_wire(std::chrono::seconds time) {
    return measure(hotspot_address_, time);
}

WireSample WireBenchmark::measure_usb_net(std::chrono::seconds time) {
    return measure(VirtualBench::kUsbNetPeer, time);
}

WireSample WireBenchmark::measure(const std::string& address, std::chrono::seconds time) {
    const base::Deadline deadline(2 * time + kGrace);
    const auto run = [&](const std::string& command) {
        const base::Output output = bench_.shell().run(command, deadline);
        return output.out.empty() ? output.err : output.out;
    };
    WireSample sample;
    sample.up = iperf3_rate(run(iperf3_command(address, time, "")));
    sample.down = iperf3_rate(run(iperf3_command(address, time, "--reverse")));
    sample.rtt = ping_median(run(fmt::format("ping -i 0.05 -c {} {}", kEchoes, address)));
    return sample;
}

}  // namespace tetherlab::bench
