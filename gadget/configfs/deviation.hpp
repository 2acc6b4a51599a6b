// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/configfs/udc.hpp"
#include "gadget/profile/fidelity.hpp"
#include "gadget/profile/profile.hpp"

#include <vector>

namespace tetherlab::configfs {

using profile::Deviation;

enum class TetherShape { kLoaded, kMissing };  // our kernel module, see gadget/kernel/tether_shape

TetherShape tether_shape();

// What will be wrong with a gadget of this profile on a UDC of this speed: profile::deviations(), and what
// comes of this UDC and this kernel. Empty when it will be exact.
std::vector<Deviation> deviations(const profile::Profile& profile, profile::Speed udc_speed,
                                  TetherShape module);

}  // namespace tetherlab::configfs
