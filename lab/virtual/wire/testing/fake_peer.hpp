// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/error.hpp"
#include "lab/virtual/wire/wire.hpp"

#include <algorithm>
#include <cerrno>
#include <vector>

namespace tetherlab::wire::testing {

// A router's end made of two vectors.
class FakePeer : public Peer {
public:
    std::size_t read(std::span<std::byte> into) override {
        if (broken) throw base::SystemError("read", "port", ENODEV);
        const std::size_t size = std::min(into.size(), input.size());
        std::copy_n(input.begin(), size, into.begin());
        input.erase(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(size));
        return size;
    }

    // Takes `room` bytes each time.
    std::size_t write(std::span<const std::byte> from) override {
        const std::size_t size = std::min(from.size(), room);
        output.insert(output.end(), from.begin(), from.begin() + static_cast<std::ptrdiff_t>(size));
        return size;
    }

    std::vector<std::byte> input;
    std::vector<std::byte> output;
    std::size_t room = 4096;
    bool broken = false;
};

}  // namespace tetherlab::wire::testing
