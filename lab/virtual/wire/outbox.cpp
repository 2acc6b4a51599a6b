// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/outbox.hpp"

#include <usbredirproto.h>

namespace tetherlab::wire {

namespace {

constexpr std::size_t kLimit = 1024 * 1024;  // far above what a router has in flight: a stalled peer, then

bool is_disconnect(std::span<const std::byte> packet) {
    return packet.size() >= 4 && packet[0] == std::byte{usb_redir_device_disconnect} &&
           packet[1] == std::byte{0} && packet[2] == std::byte{0} && packet[3] == std::byte{0};
}

}  // namespace

bool Outbox::add(std::span<const std::byte> packet, Time now) {
    if (is_disconnect(packet)) {
        disconnect_.assign(packet.begin(), packet.end());
        due_ = now + kQuiet;
        return true;
    }
    if (ready_.size() >= kLimit) return false;
    ready_.insert(ready_.end(), packet.begin(), packet.end());
    return true;
}

void Outbox::defer(Time now) {
    if (due_) due_ = now + kQuiet;
}

void Outbox::release(Time now) {
    if (!due_ || now < *due_) return;
    ready_.insert(ready_.end(), disconnect_.begin(), disconnect_.end());
    due_.reset();
}

void Outbox::write_to(Peer& peer) {
    const std::size_t taken = peer.write(ready_);
    ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(taken));
}

}  // namespace tetherlab::wire
