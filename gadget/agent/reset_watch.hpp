// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <string_view>

namespace tetherlab::agent {

// Tells bus resets from what a UDC's attribute `state` reads each time it is announced. A reset reads
// "default" (usb_gadget_udc_reset(), udc/core.c, 6.1).
class ResetWatch {
public:
    using Time = base::Clock::time_point;

    // Whether the resets of a UDC are those of the router, each as it happens. Those of tether_udc are. dwc2
    // announces none. On dummy_hcd this machine's own host resets, too, and usbredirhost holds the router's
    // back while there was no transfer since the last one (usbredirhost_reset(), 0.13).
    static bool hears_router(std::string_view udc);

    // The state was announced and read. Returns whether there was a reset.
    bool see(std::string_view state, Time at);

private:
    Time last_;  // "default"
};

}  // namespace tetherlab::agent
