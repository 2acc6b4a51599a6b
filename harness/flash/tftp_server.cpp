// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/tftp_server.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

namespace tetherlab::flash {
namespace {

// Logged after the sockets are open (dnsmasq 2.90, src/dnsmasq.c).
constexpr std::string_view kReady = "TFTP root is";

base::Argv argv_of(const TftpServer::Options& options) {
    base::Argv argv = options.in_network;
    argv.insert(argv.end(),
                {"dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--pid-file=", "--port=0",
                 "--user=root", "--log-facility=/dev/stdout", "--enable-tftp", "--bind-interfaces",
                 "--listen-address=" + options.address, "--tftp-root=" + options.root.string()});
    return argv;
}

bool await_text(int fd, std::string_view text, const base::Deadline& deadline) {
    std::string seen;
    std::array<char, 512> buffer{};
    while (seen.find(text) == std::string::npos) {
        pollfd item{fd, POLLIN, 0};
        const int ready = ::poll(&item, 1, deadline.poll_timeout());
        if (ready == 0) base::throw_timeout("the TFTP server to listen", deadline);
        const ssize_t n = ready < 0 ? -1 : ::read(fd, buffer.data(), buffer.size());
        if (n == 0) return false;
        if (n < 0 && errno != EINTR) base::throw_errno("read", "the TFTP server's log");
        if (n > 0) seen.append(buffer.data(), static_cast<std::size_t>(n));
    }
    return true;
}

}  // namespace

TftpServer::TftpServer(const Options& options, const base::Deadline& deadline)
    : dnsmasq_(argv_of(options), {.err = options.errors, .output_fd = log_.write_end.get()}) {
    log_.write_end.reset();
    if (!await_text(log_.read_end.get(), kReady, deadline))
        throw base::Error("start", "TFTP server on " + options.address,
                          std::string(base::trim(base::read_file(options.errors))));
}

}  // namespace tetherlab::flash
