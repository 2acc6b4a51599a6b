// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/uevent.hpp"

#include "gadget/base/error.hpp"

#include <linux/netlink.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace tetherlab::wire {

namespace {

constexpr unsigned kKernelGroup = 1;             // 2 is udevd's
constexpr std::size_t kMessageSize = 16 * 1024;  // the kernel's limit is 2 KiB of properties plus the path

}  // namespace

std::string_view uevent_property(std::string_view message, std::string_view name) {
    while (!message.empty()) {
        const std::string_view field = message.substr(0, message.find('\0'));
        if (field.size() > name.size() && field.starts_with(name) && field[name.size()] == '=')
            return field.substr(name.size() + 1);
        message.remove_prefix(std::min(field.size() + 1, message.size()));
    }
    return {};
}

UeventSocket::UeventSocket()
    : fd_(base::check(::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT),
                      "open", "uevent socket")) {
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = kKernelGroup;
    base::check(::bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), "bind",
                "uevent socket");
}

bool UeventSocket::drain(std::string_view subsystem) {
    std::array<char, kMessageSize> buffer;
    bool relevant = false;
    for (;;) {
        const ssize_t size = ::recv(fd_.get(), buffer.data(), buffer.size(), 0);
        if (size >= 0) {
            const std::string_view message(buffer.data(), static_cast<std::size_t>(size));
            relevant |= uevent_property(message, "SUBSYSTEM") == subsystem;
        } else if (errno == ENOBUFS) {
            relevant = true;
        } else if (errno == EAGAIN) {
            return relevant;
        } else if (errno != EINTR) {
            base::throw_errno("read", "uevent socket");
        }
    }
}

}  // namespace tetherlab::wire
