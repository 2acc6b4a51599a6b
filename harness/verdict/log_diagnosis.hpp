// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/verdict/diagnosis.hpp"

namespace tetherlab::verdict {

// What the router's kernel log of the whole run shows, given what the rig did openly meanwhile: who unplugs a
// hotspot makes it leave the bus, and nobody is to blame.
std::vector<Diagnosis> diagnose_log(const observe::Facts& facts, const profile::Profile& hotspot);

}  // namespace tetherlab::verdict
