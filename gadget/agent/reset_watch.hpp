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
        // This machine's own host when it enumerates the gadget, then usbredirhost when it opens the device,
        // and then the router, whose first reset usbredirhost swallows: there was no transfer since its own
        // (usbredirhost_set_device(), usbredirhost_reset(), 0.13).
        kStock,
    };

    explicit ResetWatch(Chain chain) : chain_(chain) {}

    // The state was announced and read. Returns how many port resets of the router are known of since: 0, 1,
    // or, of the stock chain, 2 at the second, the first being known of only then.
    int see(std::string_view state, Time at);

private:
    int count_stock();

    Chain chain_;
    Time last_;           // "default"
    int configured_ = 0;  // of the stock chain: times it was configured since it came onto the bus
    bool counting_ = false;
};

}  // namespace tetherlab::agent
