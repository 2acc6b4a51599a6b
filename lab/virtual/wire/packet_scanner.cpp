// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/packet_scanner.hpp"

#include "gadget/base/bytes.hpp"

#include <usbredirproto.h>

#include <algorithm>

namespace tetherlab::wire {

namespace {

constexpr std::size_t kVersionSize = 64;  // of a hello's data, which then has its capabilities, 32 in a word
constexpr std::size_t kHelloSize = kVersionSize + 4;

}  // namespace

std::uint32_t packet_type(std::span<const std::byte> packet) {
    return packet.size() < 4 ? std::uint32_t{usb_redir_hello} : base::read_u32_le(packet, 0);
}

void PacketScanner::take(std::span<const std::byte> bytes, const OnPacket& on_packet) {
    while (!bytes.empty()) {
        const bool in_data = left_ > 0;
        const std::size_t size =
            std::min<std::size_t>(bytes.size(), in_data ? left_ : header_size() - header_.size());
        const auto part = bytes.first(size);
        bytes = bytes.subspan(size);
        if (in_data) {
            take_data(part);
            continue;
        }
        base::put(header_, part);
        if (header_.size() < header_size()) continue;
        type_ = packet_type(header_);
        left_ = base::read_u32_le(header_, 4);
        header_.clear();
        on_packet(type_);
    }
}

void PacketScanner::take_data(std::span<const std::byte> part) {
    left_ -= static_cast<std::uint32_t>(part.size());
    if (type_ != usb_redir_hello || hello_.size() == kHelloSize) return;
    base::put(hello_, part.first(std::min(part.size(), kHelloSize - hello_.size())));
    if (hello_.size() == kHelloSize)
        long_ids_ = (base::read_u32_le(hello_, kVersionSize) >> usb_redir_cap_64bits_ids & 1) != 0;
}

}  // namespace tetherlab::wire
