// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/virtual/wire/usb_device.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::wire {

// Where this machine's USB devices are told of and opened; elsewhere in tests.
struct UsbPlaces {
    std::filesystem::path sysfs = "/sys";
    std::filesystem::path dev = "/dev";
};

// Looks whether a wire could redirect the device now, and leaves it as it is. Returns what it is:
// "05c6:9057 at 1-1.4 (Android MDM9207)". Throws base::Error that says what is missing: a USB bus, the device
// (and what there is instead), a decision between two of them, permission, or that another program has it. A
// driver of the kernel is no obstacle: libusbredirhost takes its place and gives it back in the end.
std::string check_device(const UsbPlaces& places, const WithIdentity& wanted);

}  // namespace tetherlab::wire
