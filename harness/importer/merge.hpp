// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/device.hpp"

#include <vector>

namespace tetherlab::importer {

// Whether two descriptions can be of one device: one identity, and nothing in which they contradict each
// other. Device numbers may differ, for they change with every plug. The same identity with other interfaces
// is another device.
bool can_be_same(const Device& a, const Device& b);

// Each device once, with what all its descriptions say. In the order in which the texts first name them.
std::vector<Device> merge(std::vector<Device> devices);

}  // namespace tetherlab::importer
