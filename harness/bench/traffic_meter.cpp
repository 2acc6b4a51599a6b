// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/traffic_meter.hpp"

#include "gadget/base/error.hpp"
#include "gadget/lan/namespace.hpp"
#include "gadget/lan/traffic.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto kPeriod = 250ms;

// Nothing has passed an interface that is not there.
lan::Bytes count(const lan::Traffic& traffic) {
    return traffic.bytes().value_or(lan::Bytes{});
}

double bits_per_second(std::uint64_t before, std::uint64_t now, std::chrono::duration<double> time) {
    return now < before ? 0 : 8.0 * static_cast<double>(now - before) / time.count();
}

void measure(const std::stop_token& stop, const lan::Traffic& traffic, event::Log& log) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    lan::Bytes last = count(traffic);
    auto then = base::Clock::now();
    bool moved = false;
    while (!stopped.wait_until(lock, stop, then + kPeriod, [&] { return stop.stop_requested(); })) {
        const lan::Bytes now = count(traffic);
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

TrafficMeter::TrafficMeter(const std::string& network_namespace, const std::string& interface,
                           event::Log& log) {
    std::optional<lan::Traffic> traffic;
    lan::Namespace::enter(network_namespace, [&] { traffic.emplace(interface); });
    thread_ = std::jthread([traffic = std::move(*traffic), &log](const std::stop_token& stop) {
        try {
            measure(stop, traffic, log);
        } catch (const base::Error& error) {
            log.emit(event::Kind::kNote, "traffic", {{"text", error.what()}});
        }
    });
}

}  // namespace tetherlab::bench
