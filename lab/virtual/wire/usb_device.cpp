// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/usb_device.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string>

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

// Nothing if the device went away meanwhile.
std::optional<unsigned> read_number(const fs::path& file) {
    unsigned value = 0;
    if (std::ifstream(file) >> value) return value;
    return std::nullopt;
}

}  // namespace

fs::path UsbDevice::node() const {
    return fmt::format("/dev/bus/usb/{:03}/{:03}", bus, number);
}

std::optional<UsbDevice> find_device(const fs::path& sysfs, std::string_view controller) {
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator(sysfs / "bus/usb/devices", gone)) {
        if (!is_device_name(entry.path().filename())) continue;
        const fs::path device = fs::canonical(entry.path(), gone);
        if (gone || !is_below(device, controller) || !fs::exists(device / "driver", gone)) continue;
        const auto bus = read_number(device / "busnum");
        const auto number = read_number(device / "devnum");
        if (bus && number) return UsbDevice{*bus, *number};
    }
    return std::nullopt;
}

}  // namespace tetherlab::wire
