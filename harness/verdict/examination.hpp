// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/verdict/diagnosis.hpp"

namespace tetherlab::verdict {

// What the router's own state shows: its bus, drivers, interfaces, addresses and DHCP client.
std::vector<Diagnosis> examine(const observe::RouterFacts& facts, const profile::Profile& hotspot);

}  // namespace tetherlab::verdict
