// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "lab/virtual/wire/wire.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tetherlab::wire {

// Packets on their way to the router, gathered so that the peer gets few large writes.
//
// A device that is unplugged in the middle of a conversation must look to the router's kernel as on real
// hardware: the transfer fails at once, and the port says that nothing is there. QEMU 7.2 makes two other
// things of it. What is in flight at device_disconnect is forgotten, and the kernel waits for it for five
// seconds; and after a failed transfer xhci_hcd has commands for the endpoint, which fail if the device has
// gone meanwhile, and the slot stays spoilt. So a disconnect is held back, with errors answered all the
// while, until the router has been quiet for kQuiet.
class Outbox {
public:
    using Time = base::Clock::time_point;

    // A kernel that got an error asks again within 1 ms, or sleeps for 40 ms and more
    // (drivers/usb/core/hub.c).
    static constexpr std::chrono::milliseconds kQuiet{10};

    // Takes one whole packet, as libusbredirparser writes it: a header that begins with the type (32 bits,
    // little endian), then the rest. Returns whether there was room.
    bool add(std::span<const std::byte> packet, Time now);

    // The router said something: whatever is held back waits anew.
    void defer(Time now);

    // Lets go what was held back long enough.
    void release(Time now);

    // When to call release(), if anything is held back.
    std::optional<Time> due() const { return due_; }

    // Whether there is nothing to write now.
    bool empty() const { return ready_.empty(); }

    // Writes as much as `peer` takes.
    void write_to(Peer& peer);

private:
    std::vector<std::byte> ready_;
    std::vector<std::byte> disconnect_;
    std::optional<Time> due_;
};

}  // namespace tetherlab::wire
