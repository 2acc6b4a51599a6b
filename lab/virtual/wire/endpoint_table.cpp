// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/endpoint_table.hpp"

#include <linux/usb/ch9.h>

#include <algorithm>

namespace tetherlab::wire {

namespace {

constexpr std::uint16_t kControlPacketSize = 64;  // at high speed: USB 2.0, 5.5.3

std::size_t index_of(std::uint8_t address) {
    return (address & USB_ENDPOINT_NUMBER_MASK) | ((address & USB_DIR_IN) >> 3);
}

}  // namespace

void EndpointTable::update(const tether_udc_message& message) {
    const auto& state = message.endpoint_state;
    endpoints_[index_of(message.endpoint)] = {
        .enabled = (state.state & TETHER_UDC_ENABLED) != 0,
        .type = static_cast<std::uint8_t>(state.attributes & USB_ENDPOINT_XFERTYPE_MASK),
        .interval = state.interval,
        .max_packet = state.max_packet,
    };
}

const EndpointTable::Endpoint& EndpointTable::at(std::uint8_t address) const {
    return endpoints_[index_of(address)];
}

bool EndpointTable::is_interrupt(std::uint8_t address) const {
    return at(address).enabled && at(address).type == USB_ENDPOINT_XFER_INT;
}

std::uint16_t EndpointTable::interrupt_in_size(std::uint8_t address) const {
    return (address & USB_DIR_IN) != 0 && is_interrupt(address) ? at(address).max_packet : 0;
}

usb_redir_ep_info_header EndpointTable::info() const {
    usb_redir_ep_info_header info{};
    for (std::size_t i = 0; i < endpoints_.size(); ++i) {
        const Endpoint& endpoint = endpoints_[i];
        info.type[i] = endpoint.enabled ? endpoint.type : static_cast<std::uint8_t>(usb_redir_type_invalid);
        // QEMU refuses a device with an interrupt endpoint of interval 0.
        info.interval[i] = std::max<std::uint8_t>(endpoint.interval, 1);
        info.max_packet_size[i] = endpoint.max_packet;
    }
    for (const std::size_t control : {index_of(USB_DIR_OUT), index_of(USB_DIR_IN)}) {
        info.type[control] = usb_redir_type_control;
        info.max_packet_size[control] = kControlPacketSize;
    }
    return info;
}

}  // namespace tetherlab::wire
