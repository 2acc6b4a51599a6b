// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/verdict/diagnosis.hpp"

namespace tetherlab::verdict {

// What the attempts to use the WAN show where the router's own state is well: how far packets, names and
// pages get. Each needs its probes; see needs_of().
std::vector<Diagnosis> diagnose_path(const observe::Facts& facts);

}  // namespace tetherlab::verdict
