// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"

#include <string>
#include <vector>

// What a Linux gadget can show of a profile.
namespace tetherlab::profile {

// A field that the gadget cannot have as the profile says.
struct Deviation {
    std::string field;   // "bcdUSB"
    std::string wanted;  // "2.10"
    std::string got;     // "2.00"
    std::string reason;

    bool operator==(const Deviation&) const = default;
};

// The profile nearest to this one that a gadget of Linux' own functions (f_rndis, f_ecm, f_ncm, 6.1) with
// tether_shape shows at high speed: their interfaces 0 and 1, their endpoints as a controller with numbered
// ones gives them, and nothing beside them. A profile that can be shown exactly comes back as it is.
Profile as_emulated(const Profile& profile);

// Where the two differ, before a controller is chosen. Empty for a profile that can be shown exactly.
std::vector<Deviation> deviations(const Profile& profile);

// "3.20"
std::string release_text(std::uint16_t bcd);

// "high"
const char* to_text(BusSpeed speed);

// "rndis"
const char* to_text(FunctionKind kind);

}  // namespace tetherlab::profile
