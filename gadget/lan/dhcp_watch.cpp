// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/dhcp_watch.hpp"

#include "gadget/base/error.hpp"

#include <arpa/inet.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <array>
#include <utility>

namespace tetherlab::lan {
namespace {

constexpr std::uint32_t kServerPort = 67;  // RFC 2131, 4.1
constexpr std::uint32_t kBootRequest = 1;  // RFC 2131, table 1: op of what a client sends
constexpr std::uint32_t kFragmentOffset = 0x1fff;
constexpr std::uint32_t kKeep = 1;  // byte of the packet: that it came is all there is to know

// An IPv4 packet, from its IP header on: UDP, not the later part of a fragmented one, to the server's port,
// op BOOTREQUEST.
std::array<sock_filter, 11> client_messages() {
    return {{
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_UDP, 0, 8),
        BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 6),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, kFragmentOffset, 6, 0),
        BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0),
        BPF_STMT(BPF_LD | BPF_H | BPF_IND, 2),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kServerPort, 0, 3),
        BPF_STMT(BPF_LD | BPF_B | BPF_IND, 8),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kBootRequest, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, kKeep),
        BPF_STMT(BPF_RET | BPF_K, 0),
    }};
}

// Filter first, address afterwards: nothing else ever gets in.
base::UniqueFd listen_on(const std::string& device) {
    base::UniqueFd socket(base::check(::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0),
                                      "open", "packet socket"));
    auto code = client_messages();
    const sock_fprog filter{code.size(), code.data()};
    base::check(::setsockopt(socket.get(), SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter), "filter",
                "packet socket");
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(ETH_P_IP);
    address.sll_ifindex = static_cast<int>(::if_nametoindex(device.c_str()));
    if (address.sll_ifindex == 0) base::throw_errno("find", device);
    base::check(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address),
                "listen on", device);
    return socket;
}

}  // namespace

DhcpWatch::DhcpWatch(const std::string& device, std::function<void()> on_request)
    : on_request_(std::move(on_request)),
      socket_(listen_on(device)),
      stop_(base::check(::eventfd(0, EFD_CLOEXEC), "make", "eventfd")),
      thread_(&DhcpWatch::listen, this) {}

DhcpWatch::~DhcpWatch() {
    ::eventfd_write(stop_.get(), 1);
    thread_.join();
}

void DhcpWatch::listen() {
    for (;;) {
        std::array<pollfd, 2> items{{{stop_.get(), POLLIN, 0}, {socket_.get(), POLLIN, 0}}};
        if (::poll(items.data(), items.size(), -1) < 0) continue;  // EINTR
        if (items[0].revents != 0) return;
        char first = 0;
        while (::recv(socket_.get(), &first, sizeof first, 0) > 0) {
            ++count_;
            if (on_request_) on_request_();
        }
    }
}

}  // namespace tetherlab::lan
