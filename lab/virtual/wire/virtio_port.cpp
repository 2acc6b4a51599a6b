// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/virtio_port.hpp"

#include "gadget/base/error.hpp"
#include "lab/virtual/wire/uevent.hpp"

#include <fcntl.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>

namespace tetherlab::wire {

namespace {

namespace fs = std::filesystem;

// The device file of the port, there being no udevd that would make /dev/virtio-ports.
std::optional<fs::path> find_port(const std::string& name) {
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator("/sys/class/virtio-ports", missing)) {
        std::string found;
        if (std::getline(std::ifstream(entry.path() / "name"), found) && found == name)
            return "/dev" / entry.path().filename();
    }
    return std::nullopt;
}

}  // namespace

VirtioPort VirtioPort::open(const std::string& name, const base::Deadline& deadline) {
    UeventSocket uevents;
    auto path = find_port(name);
    while (!path) {
        pollfd wait{uevents.fd(), POLLIN, 0};
        if (base::check(::poll(&wait, 1, deadline.poll_timeout()), "wait for", "uevents") == 0)
            base::throw_timeout("virtio port " + name, deadline);
        if (uevents.drain("virtio-ports")) path = find_port(name);
    }
    base::UniqueFd fd(
        base::check(::open(path->c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC), "open", path->native()));
    return {std::move(fd), name};
}

VirtioPort::VirtioPort(base::UniqueFd fd, std::string name)
    : fd_(std::move(fd)),
      gate_(base::check(::epoll_create1(EPOLL_CLOEXEC), "create", "epoll")),
      name_(std::move(name)) {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    base::check(::epoll_ctl(gate_.get(), EPOLL_CTL_ADD, fd_.get(), &event), "watch", name_);
    update_connected();
}

bool VirtioPort::update_connected() {
    epoll_event event{};
    ::epoll_wait(gate_.get(), &event, 1, 0);  // takes the edge, before the look below
    pollfd look{fd_.get(), POLLIN | POLLOUT, 0};
    base::check(::poll(&look, 1, 0), "poll", name_);
    const bool was_connected = std::exchange(connected_, (look.revents & POLLHUP) == 0);
    if (was_connected && !connected_) drop_input();
    return connected_;
}

// What a peer that has gone left is not for the next one. But what is there before a peer is known to be is
// the next one's: an interrupt brings its data, and a work of the kernel, later, that it has come (in_intr()
// and control_work_handler(), drivers/char/virtio_console.c, 6.1).
void VirtioPort::drop_input() {
    std::array<std::byte, 4096> rest;
    while (::read(fd_.get(), rest.data(), rest.size()) > 0) continue;
}

std::size_t VirtioPort::read(std::span<std::byte> into) {
    const ssize_t size = ::read(fd_.get(), into.data(), into.size());
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno == EAGAIN || errno == EINTR) return 0;
    base::throw_errno("read", name_);
}

std::size_t VirtioPort::write(std::span<const std::byte> from) {
    const ssize_t size = ::write(fd_.get(), from.data(), from.size());
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno == EAGAIN || errno == EINTR) return 0;
    base::throw_errno("write", name_);
}

}  // namespace tetherlab::wire
