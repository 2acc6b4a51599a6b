// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <vector>

namespace tetherlab::fault {

// How a router's hub driver waits for a device that it failed to enumerate (hub_port_reset() and
// hub_port_wait_reset(), drivers/usb/core/hub.c, 6.1): it resets the port once more and looks at it again and
// again, later each time. The first look that sees a device anew begins another reset, with looks of its own.
// When 200 ms after a reset the device is still the same, the router says "new device" 50 ms later. After
// five resets, or 720 ms without a device in the first one, it gives up.
//
// A hotspot that leaves as soon as it was seen is not back for the next look: QEMU's usb-redir lets 200 ms
// pass between two devices (usbredir_device_disconnect(), hw/usb/redirect.c, 7.2).
inline constexpr base::Milliseconds kAway{250};

struct Look {
    base::Milliseconds before{0};  // the look that must not see the device, or the reset itself
    base::Milliseconds at{0};      // the one that must; both from the begin of the reset

    bool operator==(const Look&) const = default;
};

// The looks that have to see the hotspot anew, one for each reset but the last, so that the router says "new
// device" as near to `wanted` after the begin of its first reset as can be. The hotspot cannot be back before
// `earliest`.
std::vector<Look> choose_looks(base::Milliseconds wanted, base::Milliseconds earliest);

// When the hotspot comes for a look, from the begin of the reset: in the middle between the look that must
// not see it and the one that must, later if it cannot be back before `earliest`.
base::Milliseconds comes_at(const Look& look, base::Milliseconds earliest);

// When the router then says it.
base::Milliseconds new_device_after(const std::vector<Look>& looks);

}  // namespace tetherlab::fault
