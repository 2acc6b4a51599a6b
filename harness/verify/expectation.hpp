// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"
#include "harness/verify/outline.hpp"

// What a host must read of the device of a profile.
namespace tetherlab::verify {

// What a host reads of the gadget of a profile, to the byte: profile::device_descriptor() and its like.
Reading emulated_reading(const profile::Profile& profile);

// The device that the profile describes, whether a gadget can show it or not. Where the profile says nothing
// it has what the gadget has. The same as the outline of emulated_reading() for a profile without deviations.
Part described_device(const profile::Profile& profile);

}  // namespace tetherlab::verify
