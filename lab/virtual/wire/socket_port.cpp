// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/socket_port.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/unix_socket.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace tetherlab::wire {

namespace {

// What says that the other side has gone.
bool is_hang_up(int error) {
    return error == EPIPE || error == ECONNRESET;
}

}  // namespace

SocketPort::SocketPort(std::filesystem::path path)
    : path_(std::move(path)), listener_(base::listen_on(path_)) {
    const int flags = base::check(::fcntl(listener_.get(), F_GETFL), "get flags of", path_.native());
    base::check(::fcntl(listener_.get(), F_SETFL, flags | O_NONBLOCK), "set flags of", path_.native());
}

SocketPort::~SocketPort() {
    ::unlink(path_.c_str());
}

bool SocketPort::update_connected() {
    if (router_) {
        pollfd look{router_.get(), POLLIN, 0};
        base::check(::poll(&look, 1, 0), "poll", path_.native());
        if ((look.revents & (POLLHUP | POLLERR)) == 0) return true;
        router_.reset();
        return false;
    }
    router_ = base::UniqueFd(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!router_ && errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
        base::throw_errno("accept at", path_.native());
    return connected();
}

std::size_t SocketPort::read(std::span<std::byte> into) {
    const ssize_t size = ::recv(router_.get(), into.data(), into.size(), 0);
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno == EAGAIN || errno == EINTR || is_hang_up(errno)) return 0;
    base::throw_errno("read", path_.native());
}

std::size_t SocketPort::write(std::span<const std::byte> from) {
    const ssize_t size = ::send(router_.get(), from.data(), from.size(), MSG_NOSIGNAL);
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno == EAGAIN || errno == EINTR || is_hang_up(errno)) return 0;
    base::throw_errno("write", path_.native());
}

}  // namespace tetherlab::wire
