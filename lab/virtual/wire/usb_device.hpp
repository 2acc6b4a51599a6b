// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tetherlab::wire {

// A device on a USB bus of this machine. The numbers change with each enumeration, so equality means "still
// plugged".
struct UsbDevice {
    unsigned bus;
    unsigned number;

    bool operator==(const UsbDevice&) const = default;

    // Its file of usbfs, made by devtmpfs or udevd. `dev` is /dev except in tests.
    std::filesystem::path node(const std::filesystem::path& dev = "/dev") const;
};

// Whatever is below a host controller whose name in sysfs is `name` or begins with "NAME.".
struct BelowController {
    std::string name;
};

struct WithIdentity {
    std::string identity;   // idVendor and idProduct, as lsusb has them: "05c6:9057"
    std::string port = {};  // where it has to be, as sysfs names it: "1-1.4"; empty for anywhere
};

// Which device a wire redirects.
using DeviceChoice = std::variant<BelowController, WithIdentity>;

// A device as sysfs has it.
struct PluggedDevice {
    std::string port;
    std::string identity;
    std::string name;  // what it says of itself, "Mediatek mt6890"; may be empty
    std::filesystem::path path;
    UsbDevice device;
};

// All devices, root hubs apart, in the order of their ports. `sysfs` is /sys except in tests.
std::vector<PluggedDevice> plugged_devices(const std::filesystem::path& sysfs);

// The first one that is chosen, once the kernel's own driver has been bound to it. Opening it then waits
// until that driver has set the configuration, because both take the device lock (drivers/usb/core/devio.c,
// usbdev_open(), Linux 6.1).
std::optional<UsbDevice> find_device(const std::filesystem::path& sysfs, const DeviceChoice& choice);

}  // namespace tetherlab::wire
