// SPDX-License-Identifier: Apache-2.0
// tetherlab-port NAME PROGRAM [ARGUMENT...]: runs PROGRAM with a virtio port as standard input and output, as
// soon as the host's side of it is connected. Before that, reading the port would give end of file.
#include "gadget/base/error.hpp"
#include "lab/virtual/wire/virtio_port.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <exception>

using namespace tetherlab;
using namespace std::chrono_literals;

namespace {

constexpr auto kConnectTimeout = 60s;  // a VM that nobody talks to by then has lost its bench

void wait_connected(wire::VirtioPort& port, const base::Deadline& deadline) {
    while (!port.update_connected()) {
        pollfd wait{port.poll_fd(), POLLIN, 0};
        if (base::check(::poll(&wait, 1, deadline.poll_timeout()), "wait for", "the port's peer") == 0)
            base::throw_timeout("the port's peer", deadline);
    }
}

void become_standard_streams(const base::UniqueFd& fd) {
    const int flags = base::check(::fcntl(fd.get(), F_GETFL), "get flags of", "the port");
    base::check(::fcntl(fd.get(), F_SETFL, flags & ~O_NONBLOCK), "set flags of", "the port");
    base::check(::dup2(fd.get(), STDIN_FILENO), "redirect", "standard input");
    base::check(::dup2(fd.get(), STDOUT_FILENO), "redirect", "standard output");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print(stderr, "usage: tetherlab-port NAME PROGRAM [ARGUMENT...]\n");
        return 2;
    }
    try {
        const base::Deadline deadline(kConnectTimeout);
        auto port = wire::VirtioPort::open(argv[1], deadline);
        wait_connected(port, deadline);
        become_standard_streams(port.take_fd());
        ::execvp(argv[2], argv + 2);
        base::throw_errno("run", argv[2]);
    } catch (const std::exception& error) {
        fmt::print(stderr, "tetherlab-port: {}\n", error.what());
        return 1;
    }
}
