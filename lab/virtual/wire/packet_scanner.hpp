// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace tetherlab::wire {

// The type of a packet in enum usb_redir_*, from its first bytes; usb_redir_hello if there are too few.
std::uint32_t packet_type(std::span<const std::byte> packet);

// Tells the packets in one direction of a usbredir connection apart, for who must not take them.
//
// A packet is a header and `length` bytes (docs/usb-redirection-protocol.md of usbredir 0.13, "Packet
// format"); all integers are little endian:
//
//     u32 type | u32 length | id: u32, or u64 once both sides have said that they have the capability
//
// The hello is the first packet and has the short id. This side is taken to have the capability. Whatever
// the bytes are, they are packets: nonsense is for the connection's own parser to find.
class PacketScanner {
public:
    using OnPacket = std::function<void(std::uint32_t type)>;

    // The next bytes of the stream. Calls `on_packet` for each header that they complete.
    void take(std::span<const std::byte> bytes, const OnPacket& on_packet);

private:
    std::size_t header_size() const { return long_ids_ ? 16 : 12; }

    void take_data(std::span<const std::byte> part);

    std::vector<std::byte> header_;  // of the packet to come, as far as it has been seen
    std::vector<std::byte> hello_;   // as much of the hello's data as matters
    std::uint32_t type_ = 0;
    std::uint32_t left_ = 0;  // of the packet's data
    bool long_ids_ = false;
};

}  // namespace tetherlab::wire
