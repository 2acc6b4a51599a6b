// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/kind.hpp"

// The faults. Each stands in the file of its name.
namespace tetherlab::fault {

// --- power and the bus ------------------------------------------------------------------------------
Kind brownout();

// --- the network behind the hotspot -----------------------------------------------------------------

}  // namespace tetherlab::fault
