// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/virtual/wire/port.hpp"
#include "lab/virtual/wire/wire.hpp"

namespace tetherlab::wire {

// Lets `wire` serve the routers that connect to `port`, one after another, until `stop_fd` becomes readable.
// Waits for events only, without a deadline: a wire lies there for as long as the VM runs. Throws what wire
// and port throw.
void run(Wire& wire, Port& port, int stop_fd);

}  // namespace tetherlab::wire
