// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/icmp_echo.hpp"

#include <gtest/gtest.h>

namespace tetherlab::bench::icmp_echo {
namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t kOurs = 0x1234;
const base::Clock::time_point kSent{0x0102030405060708ns};

// As Linux answers 127.0.0.1's own request: the IP header, then the request with another type and checksum.
Packet reply_to(Packet request, std::size_t ip_header) {
    request[0] = 0;
    Packet packet(ip_header);
    packet[0] = static_cast<std::uint8_t>(0x40 | ip_header / 4);
    packet.insert(packet.end(), request.begin(), request.end());
    return packet;
}

TEST(IcmpEcho, IsARequestWithItsChecksumAndTheMomentAsData) {
    EXPECT_EQ(request(kOurs, 7, kSent), (Packet{8, 0, 0xd1, 0xb4, 0x12, 0x34, 0, 7,  //
                                                8, 7, 6, 5, 4, 3, 2, 1}));
}

TEST(IcmpEcho, FindsTheMomentInAReplyBehindAnyIpHeader) {
    EXPECT_EQ(answers(reply_to(request(kOurs, 7, kSent), 20), kOurs), kSent);
    EXPECT_EQ(answers(reply_to(request(kOurs, 7, kSent), 60), kOurs), kSent);
}

TEST(IcmpEcho, FindsNoneInWhatIsNotAReplyToUs) {
    const Packet reply = reply_to(request(kOurs, 7, kSent), 20);
    Packet own_request = reply;
    own_request[20] = 8;
    EXPECT_FALSE(answers(own_request, kOurs));
    EXPECT_FALSE(answers(reply, kOurs + 1));
}

TEST(IcmpEcho, FindsNoneInWhatIsCutOff) {
    const Packet reply = reply_to(request(kOurs, 7, kSent), 20);
    for (std::size_t size = 0; size < reply.size(); ++size) {
        EXPECT_FALSE(answers(std::span(reply).first(size), kOurs)) << size;
    }
    Packet header_too_short = reply;
    header_too_short[0] = 0x44;
    EXPECT_FALSE(answers(header_too_short, kOurs));
}

}  // namespace
}  // namespace tetherlab::bench::icmp_echo
