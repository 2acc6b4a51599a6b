// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/outbox.hpp"

#include "lab/virtual/wire/packet_scanner.hpp"

#include <usbredirproto.h>

namespace tetherlab::wire {

namespace {

constexpr std::size_t kLimit = 1024 * 1024;  // far above what a router has in flight: a stalled peer, then

bool answers_control(std::uint32_t type) {
    return type == usb_redir_control_packet || type == usb_redir_configuration_status ||
           type == usb_redir_alt_setting_status;
}

}  // namespace

bool Outbox::add(std::span<const std::byte> packet, Time now) {
    const std::uint32_t type = packet_type(packet);
    if (type == usb_redir_device_disconnect) {
        disconnect_.assign(packet.begin(), packet.end());
        departure_.begin(now);
        return true;
    }
    if (ready_.size() >= kLimit) return false;
    if (answers_control(type)) departure_.answered_control(now);
    ready_.insert(ready_.end(), packet.begin(), packet.end());
    return true;
}

void Outbox::release(Time now) {
    const auto due = departure_.due();
    if (!due || now < *due) return;
    ready_.insert(ready_.end(), disconnect_.begin(), disconnect_.end());
    departure_.end();
}

void Outbox::write_to(Peer& peer) {
    const std::size_t taken = peer.write(ready_);
    ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(taken));
}

}  // namespace tetherlab::wire
