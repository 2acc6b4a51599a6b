// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/doctor/finding.hpp"
#include "harness/doctor/host.hpp"

#include <filesystem>
#include <vector>

// What the virtual bench needs besides.
namespace tetherlab::doctor {

// One for each machine: whether its images are made, the kernel modules among them.
std::vector<Finding> check_images(Host& host, const std::filesystem::path& images);

// Whether the gadget VM runs on this machine's processor; slower is no fault.
Finding check_acceleration(Host& host);

}  // namespace tetherlab::doctor
