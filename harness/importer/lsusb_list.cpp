// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/lsusb_list.hpp"

#include "gadget/base/text.hpp"
#include "harness/importer/lsusb_line.hpp"

namespace tetherlab::importer {
namespace {

constexpr std::size_t kMostDevices = 4096;

// Whether the line after a header belongs to lsusb -v.
bool begins_dump(std::span<const paste::Line> lines, std::size_t header) {
    for (std::size_t i = header + 1; i < lines.size(); ++i) {
        const std::string_view text = base::trim(lines[i].text);
        if (text.empty()) continue;
        return text.starts_with("Device Descriptor:") || text.starts_with("Couldn't open device") ||
               text.starts_with("Negotiated speed:") || text.starts_with("bLength");
    }
    return false;
}

}  // namespace

Reading read_lsusb_list(std::span<const paste::Line> lines, int file) {
    Reading reading;
    reading.used.resize(lines.size());
    for (std::size_t i = 0; i < lines.size() && reading.devices.size() < kMostDevices; ++i) {
        const std::optional<LsusbHeader> header = read_lsusb_header(lines[i].text);
        if (!header || begins_dump(lines, i)) continue;
        const Place place{file, lines[i].number};
        Device device;
        device.sources.push_back({SourceKind::kLsusbList, place, place.line});
        device.bus = Said<int>{header->bus, place};
        device.number = Said<int>{header->number, place};
        device.vendor_id = Said<std::uint16_t>{header->vendor_id, place};
        device.product_id = Said<std::uint16_t>{header->product_id, place};
        if (!header->name.empty()) device.listed_name = Said<std::string>{header->name, place};
        reading.devices.push_back(std::move(device));
        reading.used[i] = true;
    }
    return reading;
}

}  // namespace tetherlab::importer
