// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/device.hpp"
#include "harness/importer/to_profile.hpp"
#include "harness/verify/reading.hpp"

#include <string>

// A device that was read instead of described in a text. The places of its fields are nowhere.
namespace tetherlab::importer {

// What the bytes say, checked like a listing: problems of the reading become remarks, and bytes that are
// missing cut it off.
Device captured_device(const verify::Reading& reading);

// As profile_text(); what the device says has the origin "read from the device".
std::string captured_profile_text(const Draft& draft, const verify::Reading& reading);

}  // namespace tetherlab::importer
