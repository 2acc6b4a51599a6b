// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// Echo and echo reply of ICMP (RFC 792), with the moment of sending as their data. Pure.
namespace tetherlab::bench::icmp_echo {

using Packet = std::vector<std::uint8_t>;

// As a raw socket of IPPROTO_ICMP sends it: without an IP header.
Packet request(std::uint16_t identifier, std::uint16_t sequence, base::Clock::time_point sent);

// When the request was sent that this is the reply to; nothing when it is none, or somebody else's. `packet`
// is what such a socket receives: with its IP header (raw(7)).
std::optional<base::Clock::time_point> answers(std::span<const std::uint8_t> packet,
                                               std::uint16_t identifier);

}  // namespace tetherlab::bench::icmp_echo
