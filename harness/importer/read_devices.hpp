// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/device.hpp"
#include "harness/paste/paste.hpp"

#include <span>

namespace tetherlab::importer {

// The devices that the dumps in one text describe, each description apart: what usb/devices, usb-devices,
// lsusb -v and lsusb print. Not merged, not checked.
Reading read_devices(std::span<const paste::Line> lines, int file);

}  // namespace tetherlab::importer
