// SPDX-License-Identifier: Apache-2.0
#include "harness/console/tcp.hpp"

#include "gadget/base/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <memory>

namespace tetherlab::console {
namespace {

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

constexpr int kIdle = 30;      // seconds without a byte before the first probe
constexpr int kInterval = 15;  // seconds between probes
constexpr int kProbes = 5;

Addresses resolve(const TcpAddress& address) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int error =
        ::getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &found);
    if (error != 0) throw base::Error("resolve", address.host, ::gai_strerror(error));
    return {found, &::freeaddrinfo};
}

void set(int fd, int level, int option, int value) {
    base::check(::setsockopt(fd, level, option, &value, sizeof value), "set up", "TCP connection");
}

// The errno of the attempt, 0 when it is connected, EINPROGRESS when the deadline came first.
int connect(int fd, const addrinfo& to, const base::Deadline& deadline) {
    if (::connect(fd, to.ai_addr, to.ai_addrlen) == 0) return 0;
    if (errno != EINPROGRESS) return errno;
    pollfd item{fd, POLLOUT, 0};
    int ready = 0;
    do ready = ::poll(&item, 1, deadline.poll_timeout());
    while (ready < 0 && errno == EINTR);
    if (ready == 0) return EINPROGRESS;
    int error = 0;
    socklen_t size = sizeof error;
    base::check(::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size), "read state of", "TCP connection");
    return error;
}

}  // namespace

std::string TcpAddress::to_text() const {
    const bool is_ipv6 = host.find(':') != std::string::npos;
    return is_ipv6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

base::UniqueFd connect_tcp(const TcpAddress& address, const base::Deadline& deadline) {
    const Addresses addresses = resolve(address);
    int error = 0;
    for (const addrinfo* to = addresses.get(); to != nullptr; to = to->ai_next) {
        base::UniqueFd fd(base::check(::socket(to->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0),
                                      "make", "socket"));
        error = connect(fd.get(), *to, deadline);
        if (error == EINPROGRESS) base::throw_timeout("a connection to " + address.to_text(), deadline);
        if (error != 0) continue;
        set(fd.get(), IPPROTO_TCP, TCP_NODELAY, 1);
        set(fd.get(), SOL_SOCKET, SO_KEEPALIVE, 1);
        set(fd.get(), IPPROTO_TCP, TCP_KEEPIDLE, kIdle);
        set(fd.get(), IPPROTO_TCP, TCP_KEEPINTVL, kInterval);
        set(fd.get(), IPPROTO_TCP, TCP_KEEPCNT, kProbes);
        base::check(::fcntl(fd.get(), F_SETFL, 0), "set up", "TCP connection");
        return fd;
    }
    throw base::SystemError("connect to", address.to_text(), error);
}

}  // namespace tetherlab::console
