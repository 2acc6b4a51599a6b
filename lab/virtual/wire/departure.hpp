// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <chrono>
#include <optional>

namespace tetherlab::wire {

// Says when a router learns that its device has gone, and when it may learn of the next one.
//
// A device that is unplugged in the middle of a conversation must look to the router's kernel as on real
// hardware: transfers fail at once, and the port says that nothing is there. QEMU 7.2 makes other things of
// it (hw/usb/hcd-xhci.c, hw/usb/redirect.c), and so the disconnect is held back, with errors answered all the
// while:
//
// * What is in flight at a disconnect, QEMU forgets, and any transfer that follows it: the kernel waits five
//   seconds for each, fifty in rndis_host. The kernel does not look at the port while it enumerates, nor
//   while a driver probes. So kTalk has to pass without a request to endpoint 0 or an answer; a port reset
//   ends that at once, because then the kernel does look.
// * After a failed transfer xhci_hcd has commands for the endpoint, which fail if the device has gone
//   meanwhile, and the slot stays spoilt. So kQuiet has to pass without any packet.
// * A device that is back before the kernel has looked, hub_port_wait_reset() takes for the old one. After
//   errors xhci_hcd keeps the slot then, which leads nowhere in QEMU since the disconnect. So the next
//   device waits until the kernel has given that reset up.
class Departure {
public:
    using Time = base::Clock::time_point;

    // A kernel that got an error asks again within 1 ms, or sleeps for 10 ms and more.
    static constexpr std::chrono::milliseconds kQuiet{10};

    // Between two requests the kernel sleeps for 40 ms at most (rndis_command()), 10 ms while it enumerates
    // (hub_port_init(), Linux 6.1). The rest is for a router that gets little of its processor.
    static constexpr std::chrono::milliseconds kTalk{200};

    // After a port reset the kernel first looks at the port 60 ms later, and gives up after 720 ms
    // (hub_port_wait_reset()).
    static constexpr std::chrono::milliseconds kBeforeLook{30};
    static constexpr std::chrono::milliseconds kGivenUp{1000};

    // The router sent a packet.
    void heard(Time now);

    // … and it was a request to endpoint 0; such a request was answered.
    void heard_control(Time now);
    void answered_control(Time now);

    // … and it was a reset. QEMU sends two for each of the bus: at the port reset, and at the Address Device
    // command that follows without a transfer in between.
    enum class Reset { kPort, kAddress };
    Reset heard_reset(Time now);

    // The device has gone, which the router is to learn when due() has come; end() when it was told.
    void begin(Time now);
    void end();

    // Nothing unless a device has gone.
    std::optional<Time> due() const;

    // The router learns of a device, at vacant() at the earliest. Only after end().
    void arrive();

    Time vacant() const { return vacant_; }

private:
    bool gone_ = false;
    bool port_reset_ = false;  // was the last thing heard, packets of other endpoints apart
    Time quiet_;               // until when it may have to wait for the router's commands
    Time silent_;              // … for the router's next request
    Time vacant_;
};

}  // namespace tetherlab::wire
