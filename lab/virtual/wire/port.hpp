// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/virtual/wire/wire.hpp"

namespace tetherlab::wire {

// Where routers come, one after another.
class Port : public Peer {
public:
    // Looks whether a router is connected now, and remembers it for what follows.
    virtual bool update_connected() = 0;

    virtual bool connected() const = 0;

    // While connected: readable with bytes, writable with room, hung up when the router's side has closed.
    // While not: readable when it is time for update_connected().
    virtual int poll_fd() const = 0;
};

}  // namespace tetherlab::wire
