// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tetherlab::wire {

// Makes one of the two resets that QEMU's xHCI sends for one bus reset: the first at the port reset, the
// second at the Address Device command that follows without a transfer in between (hw/usb/hcd-xhci.c, 7.2).
// The first one counts.
class ResetFold {
public:
    // Returns whether this reset is one of the bus.
    bool reset() {
        port_reset_ = !port_reset_;
        return port_reset_;
    }

    // The router talks to the device, or has got another one.
    void forget() { port_reset_ = false; }

private:
    bool port_reset_ = false;  // the last thing was a port reset
};

}  // namespace tetherlab::wire
