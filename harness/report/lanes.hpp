// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"
#include "harness/report/timeline.hpp"

#include <vector>

namespace tetherlab::report {

// One lane for each thing of the bench that has states. `end` is that of the run, and of what was so until
// then. A lane of which the events say nothing is empty.
Lane power_lane(const std::vector<event::Event>& events, Micros end);   // from power on to power off
Lane usb_lane(const std::vector<event::Event>& events, Micros end);     // states of the UDC; plug and unplug
Lane netdev_lane(const std::vector<event::Event>& events, Micros end);  // by the router's console
Lane lease_lane(const std::vector<event::Event>& events);               // what the router's DHCP has got
Lane probe_lane(const std::vector<event::Event>& events);               // of a client and of the router
Lane fault_lane(const std::vector<event::Event>& events);               // all that faults tell
Lane check_lane(const std::vector<event::Event>& events);               // assertions, when decided

// Bytes through the LAN client's interface, each way, and how long its echoes took to the internet and back.
std::vector<Curve> curves(const std::vector<event::Event>& events);

}  // namespace tetherlab::report
