// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/device.hpp"
#include "harness/paste/paste.hpp"

#include <span>

namespace tetherlab::importer {

// The devices of every lsusb -v dump. What belongs to what follows from bDescriptorType (USB 2.0 table 9-5)
// and the order of descriptors (section 9.4.3), not from indentation, which pastes lose; a heading stands in
// for a type that is missing. Device Qualifier and Binary Object Store are no configurations.
Reading read_lsusb_verbose(std::span<const paste::Line> lines, int file);

}  // namespace tetherlab::importer
