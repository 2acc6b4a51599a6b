// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"
#include "lab/virtual/wire/testing/fake_router.hpp"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tetherlab::wire::testing {

// A FakeRouter at the other end of a unix socket, where QEMU's would be.
class SocketRouter {
public:
    // Connects as soon as somebody listens there.
    SocketRouter(const std::string& path, const base::Deadline& deadline) : fd_(connect(path, deadline)) {}

    // The first line that begins so, after the one that was awaited before. Throws base::TimeoutError.
    std::string await(const std::string& begins, const base::Deadline& deadline) {
        for (;;) {
            while (looked_at_ < seen_.size()) {
                const std::string& line = seen_[looked_at_++];
                if (line.starts_with(begins)) return line;
            }
            pump(deadline, begins);
            for (std::string& line : router_.take()) seen_.push_back(std::move(line));
        }
    }

    std::string ask_device_descriptor(const base::Deadline& deadline) {
        usb_redir_control_packet_header header{};
        header.endpoint = 0x80;
        header.requesttype = 0x80;
        header.request = 6;
        header.value = 0x0100;
        header.length = 18;
        usbredirparser_send_control_packet(router_.get(), 7, &header, nullptr, 0);
        return await("control", deadline);
    }

    // Returns the line with the answer.
    std::string write(int endpoint, const std::string& data, const base::Deadline& deadline) {
        std::string copy = data;
        usb_redir_bulk_packet_header header{};
        header.endpoint = static_cast<uint8_t>(endpoint);
        header.length = static_cast<uint16_t>(copy.size());
        usbredirparser_send_bulk_packet(router_.get(), 8, &header, reinterpret_cast<uint8_t*>(copy.data()),
                                        static_cast<int>(copy.size()));
        return await("bulk", deadline);
    }

    // Goes to the wire with whatever is awaited next.
    void ask(int endpoint) {
        usb_redir_bulk_packet_header header{};
        header.endpoint = static_cast<uint8_t>(endpoint);
        header.length = 512;
        usbredirparser_send_bulk_packet(router_.get(), 9, &header, nullptr, 0);
    }

    // All lines so far.
    const std::vector<std::string>& seen() const { return seen_; }

private:
    static base::UniqueFd connect(const std::string& path, const base::Deadline& deadline) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        const base::UniqueFd watch(base::check(::inotify_init1(IN_CLOEXEC), "open", "inotify"));
        const std::string folder = std::filesystem::path(path).parent_path();
        base::check(::inotify_add_watch(watch.get(), folder.c_str(), IN_CREATE), "watch", folder);
        for (;;) {
            base::UniqueFd fd(
                base::check(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "open", "socket"));
            if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
                return fd;
            if (deadline.expired()) base::throw_timeout("a listener at " + path, deadline);
            if (errno == ECONNREFUSED) continue;  // bound, and about to listen
            if (errno != ENOENT) base::throw_errno("connect to", path);
            await_file(watch, deadline);
        }
    }

    static void await_file(const base::UniqueFd& watch, const base::Deadline& deadline) {
        pollfd item{watch.get(), POLLIN, 0};
        base::check(::poll(&item, 1, deadline.poll_timeout()), "wait for", "files");
        std::array<char, 4096> events;
        if (item.revents != 0)
            base::check(static_cast<int>(::read(watch.get(), events.data(), events.size())), "read",
                        "inotify");
    }

    // Sends what the router has, which may be an acknowledgement that its parser has made, and waits for an
    // answer.
    void pump(const base::Deadline& deadline, const std::string& what) {
        router_.flush();
        if (!peer_.input.empty())
            base::check(static_cast<int>(::write(fd_.get(), peer_.input.data(), peer_.input.size())),
                        "write to", "the wire");
        peer_.input.clear();
        pollfd item{fd_.get(), POLLIN, 0};
        if (base::check(::poll(&item, 1, deadline.poll_timeout()), "wait for", what) == 0)
            base::throw_timeout("'" + what + "' from the wire", deadline);
        std::array<std::byte, 4096> buffer;
        const auto size = base::check(static_cast<int>(::read(fd_.get(), buffer.data(), buffer.size())),
                                      "read from", "the wire");
        if (size == 0) throw base::Error("read from", "the wire", "it has hung up");
        peer_.output.insert(peer_.output.end(), buffer.begin(), buffer.begin() + size);
    }

    base::UniqueFd fd_;
    FakePeer peer_;
    FakeRouter router_{peer_};
    std::vector<std::string> seen_;
    std::size_t looked_at_ = 0;  // of these
};

}  // namespace tetherlab::wire::testing
