// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <string_view>

namespace tetherlab::agent {

// Tells the router's port resets from what a UDC's attribute `state` reads each time it is announced. A reset
// reads "default" (usb_gadget_udc_reset(), udc/core.c, 6.1). dwc2 announces none: there is nothing to count.
class ResetWatch {
public:
    using Time = base::Clock::time_point;

    // Who resets the bus.
    enum class Chain {
        kRouter,  // the router alone, as on a cable or tether_udc
        kStock,   // this machine's own host first, then QEMU, twice for each port reset of the router
    };

    explicit ResetWatch(Chain chain) : chain_(chain) {}

    // The state was announced and read. Returns whether the router has reset the port.
    bool see(std::string_view state, Time at);

private:
    bool fold(Time at);

    Chain chain_;
    Time last_;                // "default"
    Time counted_;             // of the stock chain: the last reset that counted
    bool enumerated_ = false;  // this machine's own host has
    bool pair_open_ = false;   // the second reset of a pair is to come
};

}  // namespace tetherlab::agent
