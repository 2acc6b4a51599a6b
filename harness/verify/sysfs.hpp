// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/verify/reading.hpp"

#include <string>
#include <string_view>
#include <vector>

// Readings through another machine's sysfs, of which no more is asked than a shell with hexdump.
namespace tetherlab::verify {

// For /bin/sh (busybox ash with OpenWrt's default applets). Prints of each device but root hubs, contents in
// hexadecimal, for strings come from devices and may hold anything:
//
//     device 1-1
//     busnum 310a
//     descriptors 12010002…
extern const char* const kSysfsScript;

// What the script printed. A device that went while it was read is left out. Throws base::Error: "read USB
// descriptors: line 3: expected hexadecimal digits, got '31zz'".
std::vector<Reading> parse_sysfs(std::string_view text);

}  // namespace tetherlab::verify
