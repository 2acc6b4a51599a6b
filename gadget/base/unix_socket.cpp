// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/unix_socket.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>

namespace tetherlab::base {

UniqueFd listen_on(const std::filesystem::path& path) {
    const std::string& text = path.native();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (text.size() >= sizeof address.sun_path) {
        throw Error("listen on", text,
                    fmt::format("the path is longer than {} bytes", sizeof address.sun_path - 1));
    }
    text.copy(address.sun_path, text.size());
    UniqueFd listener(check(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "open", "unix socket"));
    ::unlink(text.c_str());
    check(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), "listen on",
          text);
    check(::listen(listener.get(), 1), "listen on", text);
    return listener;
}

SocketPair make_socket_pair() {
    std::array<int, 2> ends{};
    check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), "make", "socket pair");
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

}  // namespace tetherlab::base
