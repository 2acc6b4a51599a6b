// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/kernel/tether_udc/tether_udc.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace tetherlab::wire {

// A message of that type, other fields 0.
inline tether_udc_message make_message(tether_udc_type type, std::uint8_t endpoint = 0,
                                       std::uint64_t id = 0) {
    tether_udc_message message{};
    message.type = type;
    message.endpoint = endpoint;
    message.id = id;
    return message;
}

// The gadget's USB device controller, as its host sees it: takes the messages of tether_udc.h.
class Controller {
public:
    virtual ~Controller() = default;

    // head.length is set from `data`.
    virtual void send(tether_udc_message head, std::span<const std::byte> data) = 0;
};

}  // namespace tetherlab::wire
