// SPDX-License-Identifier: Apache-2.0
#include "harness/console/testing/pty.hpp"

#include "gadget/base/error.hpp"

#include <asm/termbits.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace tetherlab::console {

Pty::Pty() : far_end_(base::check(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), "make", "pseudo terminal")) {
    base::check(::unlockpt(far_end_.get()), "unlock", "pseudo terminal");
    std::array<char, 64> name{};
    if (::ptsname_r(far_end_.get(), name.data(), name.size()) != 0) {
        base::throw_errno("name", "pseudo terminal");
    }
    device_ = name.data();
}

void Pty::print(std::string_view text) const {
    const ssize_t n = ::write(far_end_.get(), text.data(), text.size());
    if (n != static_cast<ssize_t>(text.size())) base::throw_errno("print to", device_.string());
}

std::string Pty::received(std::size_t size, const base::Deadline& deadline) const {
    std::string text;
    std::array<char, 256> buffer{};
    while (text.size() < size) {
        pollfd item{far_end_.get(), POLLIN, 0};
        if (::poll(&item, 1, deadline.poll_timeout()) <= 0) break;
        const ssize_t n = ::read(far_end_.get(), buffer.data(), buffer.size());
        if (n <= 0) break;
        text.append(buffer.data(), static_cast<std::size_t>(n));
    }
    return text;
}

int Pty::baud() const {
    termios2 line{};
    base::check(::ioctl(far_end_.get(), TCGETS2, &line), "read settings of", device_.string());
    return static_cast<int>(line.c_ospeed);
}

}  // namespace tetherlab::console
