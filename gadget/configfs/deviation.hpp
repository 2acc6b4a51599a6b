// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/configfs/udc.hpp"
#include "gadget/profile/profile.hpp"

#include <string>
#include <vector>

namespace tetherlab::configfs {

// A field that the gadget cannot have as the profile says, because of the UDC or the kernel.
struct Deviation {
    std::string field;   // "bcdUSB"
    std::string wanted;  // "2.10"
    std::string got;     // "2.00"
    std::string reason;

    bool operator==(const Deviation&) const = default;
};

enum class TetherShape { kLoaded, kMissing };  // our kernel module, see gadget/kernel/tether_shape

TetherShape tether_shape();

// What will be wrong with a gadget of this profile on a UDC of this speed. Empty when it will be exact.
std::vector<Deviation> deviations(const profile::Profile& profile, profile::Speed udc_speed,
                                  TetherShape module);

}  // namespace tetherlab::configfs
