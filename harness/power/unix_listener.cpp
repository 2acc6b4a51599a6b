// SPDX-License-Identifier: Apache-2.0
#include "harness/power/unix_listener.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/unix_socket.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace tetherlab::power {

UnixListener::UnixListener(std::filesystem::path path)
    : path_(std::move(path)), fd_(base::listen_on(path_)) {}

UnixListener::~UnixListener() {
    ::unlink(path_.c_str());
}

base::UniqueFd UnixListener::accept(base::Child& program, const std::filesystem::path& log,
                                    const base::Deadline& deadline) {
    std::array<pollfd, 2> items{{{fd_.get(), POLLIN, 0}, {program.pidfd(), POLLIN, 0}}};
    int ready = 0;
    do {
        ready = ::poll(items.data(), items.size(), deadline.poll_timeout());
    } while (ready < 0 && errno == EINTR);
    if (items[0].revents != 0)
        return base::UniqueFd(
            base::check(::accept4(fd_.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept on", path_.string()));
    if (const auto status = program.wait(base::Deadline(base::Milliseconds::zero())))
        throw base::Error("wait for a connection to", path_.string(), "the program " + end_of(*status, log));
    base::throw_timeout("a connection to " + path_.string(), deadline);
}

std::string end_of(base::ExitStatus status, const std::filesystem::path& log) {
    std::error_code ignored;
    const std::string said =
        std::filesystem::is_regular_file(log, ignored) ? base::read_file(log) : std::string();
    const auto lines = base::split(base::trim(said), '\n');
    const std::string& last = lines.back();
    return fmt::format("ended with status {}{}{}", status.code, last.empty() ? "" : ": ", last);
}

}  // namespace tetherlab::power
