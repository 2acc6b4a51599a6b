// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/log.hpp"

namespace tetherlab::log {

// Gives events that do not name their port the one they must be about: a failed set-up the device that was
// seen last by that controller, a netdev's message the device it belongs to.
void assign_ports(Log& log);

}  // namespace tetherlab::log
