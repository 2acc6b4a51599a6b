// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <poll.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tetherlab::wire {

// The router's end of a byte stream, as a wire sees it. Neither function blocks; both throw base::SystemError
// when the stream itself fails. That the router has gone is not told here: the loop then calls
// Wire::disconnect().
class Peer {
public:
    virtual ~Peer() = default;

    // Returns how many bytes were there, 0 if none.
    virtual std::size_t read(std::span<std::byte> into) = 0;

    // Returns how many bytes were taken, 0 if none fits.
    virtual std::size_t write(std::span<const std::byte> from) = 0;
};

// Carries USB from the gadget to a router that speaks usbredir (docs/usb-redirection-protocol.md of usbredir
// 0.13). Routers come one after another: connect() begins a session with a hello, disconnect() forgets
// everything of it. Gadgets are plugged and unplugged at any time, with or without a router. Used by one
// thread.
class Wire {
public:
    virtual ~Wire() = default;

    // Adds what poll(2) shall watch on the gadget's side.
    virtual void add_poll(std::vector<pollfd>& fds) = 0;

    // When handle_gadget() has to be called even though nothing became ready.
    virtual std::optional<std::chrono::milliseconds> timeout() = 0;

    // Does what is due on the gadget's side. Calling it with nothing due is harmless.
    virtual void handle_gadget() = 0;

    // `peer` stays valid until disconnect() has returned.
    virtual void connect(Peer& peer) = 0;
    virtual void disconnect() = 0;

    // The connected peer has bytes to read.
    virtual void receive() = 0;

    // Sends as much as the peer takes.
    virtual void send() = 0;

    virtual bool has_output() const = 0;
};

}  // namespace tetherlab::wire
