// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace tetherlab::wire {

// A device on a USB bus of this machine. The numbers change with each enumeration, so equality means "still
// plugged".
struct UsbDevice {
    unsigned bus;
    unsigned number;

    bool operator==(const UsbDevice&) const = default;

    // Its file of usbfs, made by devtmpfs.
    std::filesystem::path node() const;
};

// The first device below a host controller whose name in sysfs is `controller` or begins with "CONTROLLER.",
// root hubs apart, once the kernel's own driver has been bound to it. Opening it then waits until that driver
// has set the configuration, because both take the device lock (drivers/usb/core/devio.c, usbdev_open(),
// Linux 6.1). `sysfs` is /sys except in tests.
std::optional<UsbDevice> find_device(const std::filesystem::path& sysfs, std::string_view controller);

}  // namespace tetherlab::wire
