// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <usbredirproto.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace tetherlab::wire {

using PacketId = std::uint64_t;

// What a router asks for, one function for each packet of usbredir (docs/usb-redirection-protocol.md of
// usbredir 0.13) that a device without isochronous endpoints and streams has to know. Headers are as on the
// wire; spans are valid during the call.
class RouterRequests {
public:
    virtual ~RouterRequests() = default;

    virtual void hello() = 0;
    virtual void refused() = 0;
    virtual void reset() = 0;
    virtual void set_configuration(PacketId id, std::uint8_t value) = 0;
    virtual void get_configuration(PacketId id) = 0;
    virtual void set_alternate(PacketId id, std::uint8_t interface, std::uint8_t alternate) = 0;
    virtual void get_alternate(PacketId id, std::uint8_t interface) = 0;
    virtual void start_interrupts(PacketId id, std::uint8_t endpoint) = 0;
    virtual void stop_interrupts(PacketId id, std::uint8_t endpoint) = 0;
    virtual void cancel(PacketId id) = 0;
    virtual void control(PacketId id, const usb_redir_control_packet_header& header,
                         std::span<const std::byte> data) = 0;
    virtual void bulk(PacketId id, const usb_redir_bulk_packet_header& header,
                      std::span<const std::byte> data) = 0;
    virtual void interrupt(PacketId id, const usb_redir_interrupt_packet_header& header,
                           std::span<const std::byte> data) = 0;
};

}  // namespace tetherlab::wire
