// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/usb_device.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string_view>

namespace tetherlab::wire {

namespace {

namespace fs = std::filesystem;

// "1-1" and "1-1.4" are devices; "usb1" is a root hub, "1-1:2.0" an interface.
bool is_device_name(const std::string& name) {
    return name.find('-') != std::string::npos && name.find(':') == std::string::npos;
}

bool is_below(const fs::path& path, std::string_view controller) {
    return std::any_of(path.begin(), path.end(), [controller](const fs::path& part) {
        const std::string& name = part.native();
        return name.starts_with(controller) &&
               (name.size() == controller.size() || name[controller.size()] == '.');
    });
}

// These two: nothing if the device went away meanwhile.
std::optional<unsigned> read_number(const fs::path& file) {
    unsigned value = 0;
    if (std::ifstream(file) >> value) return value;
    return std::nullopt;
}

std::string read_line(const fs::path& file) {
    std::string line;
    std::getline(std::ifstream(file), line);
    return line;
}

std::optional<PluggedDevice> read_device(const fs::path& entry) {
    std::error_code gone;
    const fs::path path = fs::canonical(entry, gone);
    if (gone) return std::nullopt;
    const auto bus = read_number(path / "busnum");
    const auto number = read_number(path / "devnum");
    if (!bus || !number) return std::nullopt;
    return PluggedDevice{
        .port = entry.filename(),
        .identity = read_line(path / "idVendor") + ":" + read_line(path / "idProduct"),
        .name = std::string(base::trim(read_line(path / "manufacturer") + " " + read_line(path / "product"))),
        .path = path,
        .device = {*bus, *number}};
}

bool is_chosen(const PluggedDevice& plugged, const BelowController& choice) {
    return is_below(plugged.path, choice.name);
}

bool is_chosen(const PluggedDevice& plugged, const WithIdentity& choice) {
    return plugged.identity == choice.identity && (choice.port.empty() || plugged.port == choice.port);
}

}  // namespace

fs::path UsbDevice::node(const fs::path& dev) const {
    return dev / fmt::format("bus/usb/{:03}/{:03}", bus, number);
}

std::vector<PluggedDevice> plugged_devices(const fs::path& sysfs) {
    std::vector<PluggedDevice> all;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(sysfs / "bus/usb/devices", none)) {
        if (!is_device_name(entry.path().filename())) continue;
        if (auto device = read_device(entry.path())) all.push_back(*std::move(device));
    }
    std::sort(all.begin(), all.end(),
              [](const PluggedDevice& a, const PluggedDevice& b) { return a.port < b.port; });
    return all;
}

std::optional<UsbDevice> find_device(const fs::path& sysfs, const DeviceChoice& choice) {
    std::error_code gone;
    for (const PluggedDevice& plugged : plugged_devices(sysfs)) {
        const bool chosen = std::visit([&](const auto& c) { return is_chosen(plugged, c); }, choice);
        if (chosen && fs::exists(plugged.path / "driver", gone)) return plugged.device;
    }
    return std::nullopt;
}

}  // namespace tetherlab::wire
