// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/icmp_echo.hpp"

#include <netinet/in.h>
#include <netinet/ip_icmp.h>

#include <cstring>

namespace tetherlab::bench::icmp_echo {
namespace {

using Moment = base::Clock::rep;

constexpr std::size_t kSmallestIpHeader = 20;

// The one's complement of the one's complement sum of all 16-bit words (RFC 1071).
std::uint16_t checksum(std::span<const std::uint8_t> data) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i + 1 < data.size(); i += 2) {
        sum += static_cast<std::uint32_t>(data[i] << 8 | data[i + 1]);
    }
    while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

}  // namespace

Packet request(std::uint16_t identifier, std::uint16_t sequence, base::Clock::time_point sent) {
    icmphdr header{};
    header.type = ICMP_ECHO;
    header.un.echo.id = htons(identifier);
    header.un.echo.sequence = htons(sequence);
    const Moment moment = sent.time_since_epoch().count();
    Packet packet(sizeof header + sizeof moment);
    std::memcpy(packet.data() + sizeof header, &moment, sizeof moment);
    std::memcpy(packet.data(), &header, sizeof header);
    header.checksum = htons(checksum(packet));
    std::memcpy(packet.data(), &header, sizeof header);
    return packet;
}

std::optional<base::Clock::time_point> answers(std::span<const std::uint8_t> packet,
                                               std::uint16_t identifier) {
    if (packet.size() < kSmallestIpHeader) return std::nullopt;
    const std::size_t ip_header = std::size_t{4} * (packet[0] & 0x0f);
    icmphdr header{};
    Moment moment = 0;
    if (ip_header < kSmallestIpHeader || packet.size() < ip_header + sizeof header + sizeof moment)
        return std::nullopt;
    std::memcpy(&header, packet.data() + ip_header, sizeof header);
    std::memcpy(&moment, packet.data() + ip_header + sizeof header, sizeof moment);
    if (header.type != ICMP_ECHOREPLY || ntohs(header.un.echo.id) != identifier) return std::nullopt;
    return base::Clock::time_point(base::Clock::duration(moment));
}

}  // namespace tetherlab::bench::icmp_echo
