// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/line_channel.hpp"

#include "gadget/agent/protocol.hpp"
#include "gadget/base/error.hpp"

#include <limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace tetherlab::agent {
namespace {

// A pipe or socket that poll(2) calls ready takes at least PIPE_BUF bytes without blocking (pipe(7)). A
// socket whose peer is gone answers EPIPE without a signal.
ssize_t write_some(int fd, std::string_view bytes) {
    const std::size_t size = std::min<std::size_t>(bytes.size(), PIPE_BUF);
    const ssize_t n = ::send(fd, bytes.data(), size, MSG_NOSIGNAL);
    return n < 0 && errno == ENOTSOCK ? ::write(fd, bytes.data(), size) : n;
}

}  // namespace

// Moves the first complete line out of the buffer, if there is one.
bool LineChannel::take_line(std::string& line) {
    const std::size_t end = buffer_.find('\n');
    if (end == std::string::npos) return false;
    line.assign(buffer_, 0, end);
    buffer_.erase(0, end + 1);
    return true;
}

LineChannel::Outcome LineChannel::read(std::string& line, int stop_fd) {
    std::array<char, 65536> chunk{};
    for (;;) {
        if (take_line(line)) {
            if (!skipping_ && line.size() <= kLongestLine) return Outcome::kLine;
            skipping_ = false;
            return Outcome::kTooLong;
        }
        if (buffer_.size() > kLongestLine) {
            buffer_.clear();
            skipping_ = true;
        }
        std::array<pollfd, 2> items{{{in_, POLLIN, 0}, {stop_fd, POLLIN, 0}}};
        if (::poll(items.data(), items.size(), -1) < 0) {
            if (errno == EINTR) continue;
            base::throw_errno("wait for", "message");
        }
        if (items[1].revents != 0) return Outcome::kStopped;
        const ssize_t n = ::read(in_, chunk.data(), chunk.size());
        if (n == 0 || (n < 0 && errno == ECONNRESET)) return Outcome::kEnd;
        if (n < 0 && errno != EINTR && errno != EAGAIN) base::throw_errno("read", "message");
        if (n > 0) buffer_.append(chunk.data(), static_cast<std::size_t>(n));
    }
}

void LineChannel::write(std::string_view line, const base::Deadline& deadline) {
    const std::lock_guard lock(write_mutex_);
    std::string bytes(line);
    bytes += '\n';
    std::string_view left = bytes;
    while (!left.empty()) {
        pollfd item{out_, POLLOUT, 0};
        const int ready = ::poll(&item, 1, deadline.poll_timeout());
        if (ready == 0) base::throw_timeout("the peer to take a message", deadline);
        if (ready < 0 && errno == EINTR) continue;
        base::check(ready, "wait to write", "message");
        const ssize_t n = write_some(out_, left);
        if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        base::check(static_cast<int>(n), "write", "message");
        left.remove_prefix(static_cast<std::size_t>(n));
    }
}

}  // namespace tetherlab::agent
