// SPDX-License-Identifier: Apache-2.0
#include "harness/power/gdb_stub.hpp"

#include "gadget/base/error.hpp"
#include "harness/power/read_more.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <numeric>
#include <utility>

namespace tetherlab::power {
namespace {

constexpr std::size_t kLongestPacket = 1 << 16;  // bytes; the registers of a MIPS machine have 584
constexpr std::size_t kChecksumDigits = 2;

std::string framed(std::string_view packet) {
    const auto sum = std::accumulate(packet.begin(), packet.end(), 0U, [](unsigned before, char byte) {
        return before + static_cast<unsigned char>(byte);
    });
    return fmt::format("${}#{:02x}", packet, sum & 0xff);
}

}  // namespace

GdbStub::GdbStub(base::UniqueFd stream, std::string name)
    : stream_(std::move(stream)), name_(std::move(name)) {}

std::string GdbStub::registers(const base::Deadline& deadline) {
    constexpr std::string_view kAction = "read the registers of";
    std::string digits = ask(kAction, "g", deadline);
    if (digits.empty() || digits.find_first_not_of("0123456789abcdef") != std::string::npos)
        throw base::Error(std::string(kAction), name_, "expected hexadecimal digits, got '" + digits + "'");
    return digits;
}

void GdbStub::set_registers(std::string_view digits, const base::Deadline& deadline) {
    constexpr std::string_view kAction = "set the registers of";
    const std::string answer = ask(kAction, fmt::format("G{}", digits), deadline);
    if (answer != "OK") throw base::Error(std::string(kAction), name_, "expected OK, got '" + answer + "'");
}

// In one piece, since a packet is shorter than any socket's buffer.
std::string GdbStub::ask(std::string_view action, std::string_view packet, const base::Deadline& deadline) {
    const std::string bytes = framed(packet);
    const ssize_t sent = ::send(stream_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) base::throw_errno(std::string(action), name_);
    if (static_cast<std::size_t>(sent) != bytes.size())
        throw base::Error(std::string(action), name_, "it does not take the request");
    std::string answer = read_packet(action, deadline);
    if (::send(stream_.get(), "+", 1, MSG_NOSIGNAL) < 0) base::throw_errno(std::string(action), name_);
    return answer;
}

// A unix socket loses nothing, so the checksum says nothing and no packet is sent twice.
std::string GdbStub::read_packet(std::string_view action, const base::Deadline& deadline) {
    for (;;) {
        const std::size_t begin = unread_.find('$');
        const std::size_t end = begin == std::string::npos ? begin : unread_.find('#', begin);
        if (end != std::string::npos && unread_.size() > end + kChecksumDigits) {
            std::string packet = unread_.substr(begin + 1, end - begin - 1);
            unread_.erase(0, end + 1 + kChecksumDigits);
            return packet;
        }
        read_more(stream_.get(), unread_, kLongestPacket,
                  {std::string(action), name_, name_ + " to answer its debugger"}, deadline);
    }
}

}  // namespace tetherlab::power
