// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/device.hpp"
#include "harness/paste/paste.hpp"

#include <span>

namespace tetherlab::importer {

// The devices of every usb/devices and usb-devices listing in the text; see record.hpp for the formats.
// Unlike observe::parse_usb_devices, which reads what a router printed, it goes on after what it cannot read
// and remarks on it. Lines without a device, such as a "P:" alone, are ignored with a remark.
Reading read_usb_devices(std::span<const paste::Line> lines, int file);

}  // namespace tetherlab::importer
