// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/reading.hpp"

#include "harness/verify/descriptors.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::verify {
namespace {

constexpr std::size_t kConfigurationHead = 9;    // USB 2.0 table 9-10
constexpr std::size_t kTotalLength = 2;          // offset of wTotalLength
constexpr std::size_t kConfigurationCount = 17;  // offset of bNumConfigurations

}  // namespace

std::uint8_t Reading::byte(std::size_t at) const {
    return at < device.size() ? base::read_u8(device, at) : std::uint8_t{0};
}

std::uint16_t Reading::word(std::size_t at) const {
    return at + 1 < device.size() ? base::read_u16_le(device, at) : std::uint16_t{0};
}

std::string identity(const Reading& reading) {
    return fmt::format("{:04x}:{:04x}", reading.vendor_id(), reading.product_id());
}

std::string title(const Reading& reading) {
    return fmt::format("{} on port {}, bus {} device {}", identity(reading), reading.port, reading.bus,
                       reading.number);
}

void set_descriptors(Reading& reading, base::ByteSpan bytes) {
    const auto take = [&bytes](std::size_t length) {
        const base::ByteSpan part = bytes.first(std::min(length, bytes.size()));
        bytes = bytes.subspan(part.size());
        return base::Bytes(part.begin(), part.end());
    };
    reading.device = take(kDeviceLength);
    if (reading.device.size() < kDeviceLength) {
        reading.problems.push_back(
            fmt::format("the device descriptor has {} of 18 bytes", reading.device.size()));
        return;
    }
    const int promised = reading.byte(kConfigurationCount);
    for (int index = 0; index < promised; ++index) {
        const std::size_t length =
            bytes.size() < kConfigurationHead
                ? kConfigurationHead
                : std::max<std::size_t>(base::read_u16_le(bytes, kTotalLength), kConfigurationHead);
        const std::size_t there = bytes.size();
        if (there > 0) reading.configurations.push_back(take(length));
        if (there >= length) continue;
        reading.problems.push_back(
            fmt::format("the descriptors of configuration {} of {} have {} of {} bytes", index + 1, promised,
                        there, length));
        return;
    }
    if (!bytes.empty())
        reading.problems.push_back(fmt::format("{} bytes after the last configuration", bytes.size()));
}

std::optional<profile::BusSpeed> speed_of_mbits(const std::string& text) {
    using profile::BusSpeed;
    static const std::map<std::string, BusSpeed> kSpeeds{
        {"1.5", BusSpeed::kLow},    {"12", BusSpeed::kFull},         {"480", BusSpeed::kHigh},
        {"5000", BusSpeed::kSuper}, {"10000", BusSpeed::kSuperPlus}, {"20000", BusSpeed::kSuperPlus}};
    const auto found = kSpeeds.find(text);
    return found == kSpeeds.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace tetherlab::verify
