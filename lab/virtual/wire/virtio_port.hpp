// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/unique_fd.hpp"
#include "lab/virtual/wire/port.hpp"

#include <string>

namespace tetherlab::wire {

// A port of the virtio serial device, the gadget VM's only way out. The kernel lets each port be open once.
//
// While nobody is connected on the host's side, poll(2) reports POLLIN and POLLHUP all the time and read(2)
// end of file (drivers/char/virtio_console.c, port_fops_poll(), Linux 6.1). What ends that is a wake-up of
// the port's queue, so the wait for a peer is an edge-triggered epoll of the port, inside poll_fd().
class VirtioPort : public Port {
public:
    // Waits for the port with this name to appear and opens it. Throws base::TimeoutError, base::SystemError.
    static VirtioPort open(const std::string& name, const base::Deadline& deadline);

    // `fd` is non-blocking; `name` is for messages.
    VirtioPort(base::UniqueFd fd, std::string name);

    bool update_connected() override;

    bool connected() const override { return connected_; }

    int poll_fd() const override { return connected_ ? fd_.get() : gate_.get(); }

    std::size_t read(std::span<std::byte> into) override;
    std::size_t write(std::span<const std::byte> from) override;

    // Gives up the descriptor, for another program's use.
    base::UniqueFd take_fd() { return std::move(fd_); }

private:
    void drop_input();

    base::UniqueFd fd_;
    base::UniqueFd gate_;
    std::string name_;
    bool connected_ = false;
};

}  // namespace tetherlab::wire
