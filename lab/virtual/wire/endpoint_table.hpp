// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/kernel/tether_udc/tether_udc.h"

#include <usbredirproto.h>

#include <array>
#include <cstdint>

namespace tetherlab::wire {

// The endpoints a gadget has enabled, as its controller tells.
class EndpointTable {
public:
    // `message` is a TETHER_UDC_ENDPOINT.
    void update(const tether_udc_message& message);

    // An enabled interrupt IN endpoint's packet size in bytes, otherwise 0.
    std::uint16_t interrupt_in_size(std::uint8_t address) const;

    // An enabled interrupt endpoint, either way.
    bool is_interrupt(std::uint8_t address) const;

    // In usbredir's terms. Which interface an endpoint is of is not known here and told as 0: QEMU uses it
    // only to stop streams of the interface whose alternate setting changes (hw/usb/redirect.c, 7.2).
    usb_redir_ep_info_header info() const;

private:
    struct Endpoint {
        bool enabled = false;
        std::uint8_t type = 0;
        std::uint8_t interval = 0;
        std::uint16_t max_packet = 0;
    };

    const Endpoint& at(std::uint8_t address) const;

    std::array<Endpoint, 32> endpoints_;  // OUT 0 to 15, then IN 0 to 15, as in usbredir's ep_info
};

}  // namespace tetherlab::wire
