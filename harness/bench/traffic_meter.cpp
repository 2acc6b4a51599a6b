// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/traffic_meter.hpp"

#include "gadget/base/text.hpp"
#include "harness/bench/netns.hpp"

#include <chrono>
#include <condition_variable>
#include <fstream>
#include <iterator>
#include <mutex>
#include <sstream>
#include <utility>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto kPeriod = 250ms;

// Of the thread's own namespace: /proc/net is a link to /proc/self/net, which is the process's first
// thread's.
Traffic read_counters(const std::string& interface) {
    std::ifstream in("/proc/thread-self/net/dev");
    return traffic_of({std::istreambuf_iterator<char>(in), {}}, interface);
}

double bits_per_second(unsigned long long before, unsigned long long now,
                       std::chrono::duration<double> time) {
    return now < before ? 0 : 8.0 * static_cast<double>(now - before) / time.count();
}

void measure(const std::stop_token& stop, const std::string& interface, event::Log& log) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    Traffic last = read_counters(interface);
    auto then = base::Clock::now();
    bool moved = false;
    while (!stopped.wait_until(lock, stop, then + kPeriod, [&] { return stop.stop_requested(); })) {
        const Traffic now = read_counters(interface);
        const auto at = base::Clock::now();
        // Two values a stretch: what passed, and then that nothing passes.
        if (moved || now != last) {
            log.emit(event::Kind::kObservation, "traffic",
                     {{"down_bit_s", bits_per_second(last.received, now.received, at - then)},
                      {"up_bit_s", bits_per_second(last.sent, now.sent, at - then)}});
        }
        moved = now != last;
        last = now;
        then = at;
    }
}

}  // namespace

Traffic traffic_of(const std::string& proc_net_dev, const std::string& interface) {
    for (const std::string& line : base::split(proc_net_dev, '\n')) {
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos || base::trim(line.substr(0, colon)) != interface) continue;
        // Eight fields of receiving, bytes first, then those of sending.
        std::istringstream fields(line.substr(colon + 1));
        Traffic traffic;
        std::string other;
        fields >> traffic.received;
        for (int field = 1; field < 8; ++field) fields >> other;
        fields >> traffic.sent;
        return traffic;
    }
    return {};
}

TrafficMeter::TrafficMeter(const std::string& network_namespace, std::string interface, event::Log& log)
    : thread_(netns::thread_inside(network_namespace,
                                   [interface = std::move(interface), &log](const std::stop_token& stop) {
                                       measure(stop, interface, log);
                                   })) {}

}  // namespace tetherlab::bench
