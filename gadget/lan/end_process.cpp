// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/end_process.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace tetherlab::lan {

void end_process(pid_t pid, int signal, const base::Deadline& deadline) {
    const base::UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!process && errno == ESRCH) return;
    base::check(process.get(), "open", fmt::format("pidfd of {}", pid));
    ::kill(pid, signal);
    pollfd item{process.get(), POLLIN, 0};
    while (::poll(&item, 1, deadline.poll_timeout()) != 1) {
        if (deadline.expired()) base::throw_timeout(fmt::format("process {} to die", pid), deadline);
    }
}

}  // namespace tetherlab::lan
