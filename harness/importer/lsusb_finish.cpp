// SPDX-License-Identifier: Apache-2.0
// What follows from a whole dump of lsusb -v.
#include "harness/importer/lsusb_device.hpp"
#include "harness/verify/descriptors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tetherlab::importer {
namespace {

using profile::BusSpeed;

constexpr std::uint8_t kTransferType = 0x03;  // bits of bmAttributes
constexpr std::uint8_t kBulk = 0x02;
constexpr std::uint8_t kInterrupt = 0x03;

bool is(const Endpoint& endpoint, std::uint8_t type) {
    return endpoint.attributes && (endpoint.attributes->value & kTransferType) == type;
}

// The speed at which a bulk endpoint has this packet size (USB 2.0 section 5.8.3, USB 3.2 section 8.12.1.2).
BusSpeed speed_of_bulk(int max_packet) {
    return max_packet >= 1024 ? BusSpeed::kSuper : max_packet == 512 ? BusSpeed::kHigh : BusSpeed::kFull;
}

std::size_t count_numbers(const Configuration& configuration) {
    std::vector<int> numbers;
    for (const Interface& each : configuration.interfaces) {
        if (!each.implied) numbers.push_back(each.number);
    }
    std::sort(numbers.begin(), numbers.end());
    return static_cast<std::size_t>(std::unique(numbers.begin(), numbers.end()) - numbers.begin());
}

}  // namespace

Device LsusbDevice::finish(Place last) {
    begin_pending();
    device_.sources.front().last_line = last.line;
    find_speed();
    find_intervals();
    find_cut(last);
    for (Configuration& each : device_.configurations) put_in_order(each);
    return std::move(device_);
}

// lsusb says it only since version 015.
void LsusbDevice::find_speed() {
    if (device_.speed) return;
    for (const Configuration& configuration : device_.configurations) {
        for (const Interface& each : configuration.interfaces) {
            for (const Endpoint& endpoint : each.endpoints) {
                if (!is(endpoint, kBulk) || !endpoint.max_packet) continue;
                device_.speed =
                    Said<BusSpeed>{speed_of_bulk(endpoint.max_packet->value), endpoint.max_packet->place};
                return;
            }
        }
    }
    constexpr int kSuperSpeedPacket0 = 9;  // the exponent of 512
    if (device_.max_packet0 && device_.max_packet0->value == kSuperSpeedPacket0)
        device_.speed = Said<BusSpeed>{BusSpeed::kSuper, device_.max_packet0->place};
}

void LsusbDevice::find_intervals() {
    if (!device_.speed) return;
    for (Configuration& configuration : device_.configurations) {
        for (Interface& each : configuration.interfaces) {
            for (Endpoint& endpoint : each.endpoints) {
                if (!is(endpoint, kInterrupt) || !endpoint.interval_code) continue;
                endpoint.interval = Said<Microseconds>{
                    verify::interval_time(endpoint.interval_code->value, device_.speed->value),
                    endpoint.interval_code->place};
            }
        }
    }
}

void LsusbDevice::find_cut(Place last) {
    const int promised = device_.configuration_count ? device_.configuration_count->value : 0;
    const int listed = static_cast<int>(device_.configurations.size());
    for (const Configuration& each : device_.configurations) {
        const int interfaces = static_cast<int>(count_numbers(each));
        const bool lacks_interfaces = each.interface_count && interfaces < each.interface_count->value;
        const bool lacks_bytes =
            each.total_length && each.listed_length && *each.listed_length < each.total_length->value;
        if (!lacks_interfaces && !lacks_bytes) continue;
        std::string what = fmt::format("the dump lacks a part of configuration {}",
                                       each.value ? std::to_string(each.value->value) : "?");
        if (each.interface_count)
            what += fmt::format(": {} of {} interfaces", interfaces, each.interface_count->value);
        if (each.total_length && each.listed_length)
            what += fmt::format(", {} of {} bytes", *each.listed_length, each.total_length->value);
        device_.cut_off = true;
        device_.remarks.push_back({&each == &device_.configurations.back() ? last : each.place, what});
    }
    if (promised <= listed) return;
    device_.cut_off = true;
    device_.other_configurations = listed > 0;
    device_.remarks.push_back(
        {last, fmt::format("the dump ends after {} of {} configurations", listed, promised)});
}

}  // namespace tetherlab::importer
