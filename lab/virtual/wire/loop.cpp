// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/loop.hpp"

#include "gadget/base/error.hpp"

#include <cerrno>
#include <vector>

namespace tetherlab::wire {

namespace {

constexpr std::size_t kStop = 0;
constexpr std::size_t kPort = 1;

short port_events(const Wire& wire, const Port& port) {
    return port.connected() && wire.has_output() ? POLLIN | POLLOUT : POLLIN;
}

// Begins or ends a session when the host's side has come or gone.
void follow_peer(Wire& wire, Port& port) {
    const bool was = port.connected();
    const bool is = port.update_connected();
    if (is && !was) wire.connect(port);
    if (was && !is) wire.disconnect();
}

void handle_port(Wire& wire, Port& port, short events) {
    if (!port.connected() || (events & POLLHUP) != 0) {
        follow_peer(wire, port);
        return;
    }
    if ((events & POLLIN) != 0) wire.receive();
}

}  // namespace

void run(Wire& wire, Port& port, int stop_fd) {
    if (port.connected()) wire.connect(port);
    std::vector<pollfd> fds;
    for (;;) {
        if (port.connected() && wire.has_output()) wire.send();
        fds.clear();
        fds.push_back({stop_fd, POLLIN, 0});
        fds.push_back({port.poll_fd(), port_events(wire, port), 0});
        wire.add_poll(fds);
        const auto timeout = wire.timeout();
        if (::poll(fds.data(), fds.size(), timeout ? static_cast<int>(timeout->count()) : -1) < 0) {
            if (errno == EINTR) continue;
            base::throw_errno("wait for", "port and gadget");
        }
        if (fds[kStop].revents != 0) break;
        if (fds[kPort].revents != 0) handle_port(wire, port, fds[kPort].revents);
        wire.handle_gadget();
    }
    if (port.connected()) wire.disconnect();
}

}  // namespace tetherlab::wire
