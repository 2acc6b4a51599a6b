// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/kind.hpp"

#include <string>

// What the faults of the network behind the hotspot have in common.
namespace tetherlab::fault {

inline constexpr double kLowestRate = 8e3;  // bit/s: a full-size packet takes 1.5 s
inline constexpr double kHighestRate = 1e9;

// Holds it for the parameter "for", and notes `what` at its beginning.
void misbehave(Stage& stage, const Values& values, const LanFault& fault, const std::string& what);

}  // namespace tetherlab::fault
