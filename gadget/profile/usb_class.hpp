// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"

#include <string>

namespace tetherlab::profile {

// "e0/01/03"
std::string to_text(const ClassTriple& triple);

// "Cls=e0(wlcon) Sub=01 Prot=03", as the kernel names classes in usb/devices (class_decode,
// drivers/usb/core/devices.c, Linux 6.1).
std::string devices_text(const ClassTriple& triple);

}  // namespace tetherlab::profile
