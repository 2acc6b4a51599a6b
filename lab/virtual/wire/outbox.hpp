// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/virtual/wire/departure.hpp"
#include "lab/virtual/wire/wire.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tetherlab::wire {

// Packets on their way to the router, gathered so that the peer gets few large writes. A disconnect is held
// back, and overtaken by the packets after it, until the time has come for it.
class Outbox {
public:
    using Time = Departure::Time;

    // Takes one whole packet, as libusbredirparser writes it: a header that begins with the type (32 bits,
    // little endian), then the rest. Returns whether there was room.
    bool add(std::span<const std::byte> packet, Time now);

    // Lets go what was held back long enough.
    void release(Time now);

    // When to call release(), if anything is held back.
    std::optional<Time> due() const { return departure_.due(); }

    // What is sent goes through add(); what the router says, it is to be told.
    Departure& departure() { return departure_; }

    const Departure& departure() const { return departure_; }

    // Whether there is nothing to write now.
    bool empty() const { return ready_.empty(); }

    // Writes as much as `peer` takes.
    void write_to(Peer& peer);

private:
    std::vector<std::byte> ready_;
    std::vector<std::byte> disconnect_;
    Departure departure_;
};

}  // namespace tetherlab::wire
