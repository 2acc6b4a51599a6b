// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/device.hpp"
#include "harness/paste/paste.hpp"

#include <span>

namespace tetherlab::importer {

// The devices of every plain lsusb listing: an identity, no descriptors. The header of an lsusb -v dump is
// left to read_lsusb_verbose(). Root hubs are devices, too.
Reading read_lsusb_list(std::span<const paste::Line> lines, int file);

}  // namespace tetherlab::importer
