// SPDX-License-Identifier: Apache-2.0
#include "harness/power/unix_listener.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace tetherlab::power {
namespace {

sockaddr_un address_of(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string text = path.string();
    if (text.size() >= sizeof address.sun_path)
        throw base::Error("listen on", text,
                          fmt::format("the path is longer than {} bytes", sizeof address.sun_path - 1));
    text.copy(address.sun_path, text.size());
    return address;
}

}  // namespace

UnixListener::UnixListener(std::filesystem::path path) : path_(std::move(path)) {
    const sockaddr_un address = address_of(path_);
    ::unlink(path_.c_str());
    fd_ = base::UniqueFd(base::check(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "make", "socket"));
    base::check(::bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), "listen on",
                path_.string());
    base::check(::listen(fd_.get(), 1), "listen on", path_.string());
}

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
