// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"
#include "harness/verify/reading.hpp"

#include <string>
#include <string_view>

namespace tetherlab::verify {

// "12 01 10 02"
base::Bytes bytes(std::string_view hex);

// What the captured T10 (gadget/profile/tests/data/usb-devices-t10.txt) sends, byte by byte; what the capture
// does not show is Linux' f_rndis and f_ecm's.
Reading t10_reading();

// A file of gadget/profiles.
profile::Profile profile_named(const std::string& name);

}  // namespace tetherlab::verify
