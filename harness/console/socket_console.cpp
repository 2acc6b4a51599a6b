// SPDX-License-Identifier: Apache-2.0
#include "harness/console/socket_console.hpp"

#include "gadget/base/error.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <nlohmann/json.hpp>

namespace tetherlab::console {
namespace {

constexpr std::size_t kLongestTranscript = 16
                                           << 20;  // bytes; a storm of kernel messages must not eat the host
constexpr base::Milliseconds kSendTime{5000};      // a line that takes no byte for so long is dead
constexpr auto kName = "router";

// Neither blocks nor raises SIGPIPE on a socket; a tty knows neither flag.
ssize_t write_some(int fd, std::string_view bytes) {
    const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return n < 0 && errno == ENOTSOCK ? ::write(fd, bytes.data(), bytes.size()) : n;
}

bool readable(int fd) {
    pollfd item{fd, POLLIN, 0};
    return ::poll(&item, 1, 0) > 0;
}

}  // namespace

SocketConsole::SocketConsole(event::Log& log)
    : log_(log),
      wake_(base::check(::eventfd(0, EFD_CLOEXEC), "make", "eventfd")),
      reader_([this](const std::stop_token& stop) { read_loop(stop); }) {}

SocketConsole::~SocketConsole() {
    detach();
    reader_.request_stop();
    ::eventfd_write(wake_.get(), 1);
}

void SocketConsole::power_on(base::Milliseconds age) {
    const std::scoped_lock lock(mutex_);
    text_begin_ = consumed_ = text_end();
    text_.clear();
    power_on_ = base::Clock::now() - age;
}

base::Milliseconds SocketConsole::since_power_on() const {
    const std::scoped_lock lock(mutex_);
    return std::chrono::duration_cast<base::Milliseconds>(base::Clock::now() - power_on_);
}

void SocketConsole::attach(base::UniqueFd stream) {
    replace(std::move(stream));
}

void SocketConsole::detach() {
    replace(std::nullopt);
}

void SocketConsole::hang_up(const std::string& why) {
    detach();
    const std::scoped_lock lock(mutex_);
    hung_up_ = why;
    changed_.notify_all();
}

void SocketConsole::replace(std::optional<base::UniqueFd> next) {
    std::unique_lock lock(mutex_);
    next_ = next ? std::make_shared<base::UniqueFd>(std::move(*next)) : nullptr;
    replace_ = true;
    hung_up_.reset();
    ::eventfd_write(wake_.get(), 1);
    changed_.wait(lock, [this] { return !replace_; });
}

void SocketConsole::send(std::string_view bytes) {
    const Stream stream = [this] {
        const std::scoped_lock lock(mutex_);
        return stream_;
    }();
    if (!stream) throw base::Error("send to", "the router's console", "it is not connected");

    const base::Deadline deadline(kSendTime);
    while (!bytes.empty()) {
        const ssize_t n = write_some(stream->get(), bytes);
        if (n >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(n));
        } else if (errno == EAGAIN) {
            pollfd item{stream->get(), POLLOUT, 0};
            if (::poll(&item, 1, deadline.poll_timeout()) == 0)
                base::throw_timeout("the router's console to take input", deadline);
        } else if (errno != EINTR) {
            base::throw_errno("send to", "the router's console");
        }
    }
}

std::optional<Console::Match> SocketConsole::expect(const std::vector<std::string>& texts,
                                                    const base::Deadline& deadline) {
    std::size_t longest = 1;
    for (const std::string& text : texts) longest = std::max(longest, text.size());

    std::unique_lock lock(mutex_);
    std::uint64_t searched = 0;  // no text begins before
    for (;;) {
        if (auto match = find(texts, searched)) return match;
        const std::uint64_t end = text_end();
        searched = end - std::min<std::uint64_t>(end, longest - 1);
        if (!await(lock, end, deadline)) return std::nullopt;
    }
}

std::optional<Console::Match> SocketConsole::find(const std::vector<std::string>& texts, std::uint64_t from) {
    const std::size_t start = std::max({from, consumed_, text_begin_}) - text_begin_;
    std::size_t first = std::string::npos;
    std::size_t pattern = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::size_t at = text_.find(texts[i], start);
        if (at >= first) continue;
        first = at;
        pattern = i;
    }
    if (first == std::string::npos) return std::nullopt;
    const std::size_t unconsumed = consumed_ - text_begin_;
    const std::size_t end = first + texts[pattern].size();
    consumed_ = text_begin_ + end;
    return Match{pattern, valid_utf8(std::string_view(text_).substr(unconsumed, end - unconsumed))};
}

std::string SocketConsole::transcript() const {
    const std::scoped_lock lock(mutex_);
    return valid_utf8(text_);
}

bool SocketConsole::await_output(const base::Deadline& deadline) const {
    std::unique_lock lock(mutex_);
    return await(lock, text_end(), deadline);
}

bool SocketConsole::await_unconsumed(const base::Deadline& deadline) const {
    std::unique_lock lock(mutex_);
    return await(lock, consumed_, deadline);
}

// Until there is text beyond `end`.
bool SocketConsole::await(std::unique_lock<std::mutex>& lock, std::uint64_t end,
                          const base::Deadline& deadline) const {
    const auto over = [&] { return text_end() != end || hung_up_; };
    changed_.wait_for(lock, deadline.remaining(), over);
    if (text_end() != end) return true;
    if (hung_up_) throw base::Error("wait for", "the router's console", *hung_up_);
    return false;
}

// Only this thread changes stream_, so it reads it without the lock.
void SocketConsole::read_loop(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::array<pollfd, 2> items{{{wake_.get(), POLLIN, 0}, {stream_ ? stream_->get() : -1, POLLIN, 0}}};
        if (::poll(items.data(), items.size(), -1) < 0) continue;
        drain();
        if (items[0].revents == 0) continue;

        eventfd_t ignored = 0;
        ::eventfd_read(wake_.get(), &ignored);
        end_line();
        const std::scoped_lock lock(mutex_);
        if (!replace_) continue;
        stream_ = std::exchange(next_, nullptr);
        replace_ = false;
        changed_.notify_all();
    }
}

// Reads all there is now, so that a stream about to be replaced loses nothing. Closes the stream at its end.
void SocketConsole::drain() {
    std::array<char, 4096> buffer{};
    while (stream_ && readable(stream_->get())) {
        const ssize_t n = ::read(stream_->get(), buffer.data(), buffer.size());
        if (n > 0) {
            take({buffer.data(), static_cast<std::size_t>(n)});
        } else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
            end_line();
            const std::scoped_lock lock(mutex_);
            stream_.reset();
        }
    }
}

void SocketConsole::take(std::string_view bytes) {
    const Terminal::Output output = terminal_.feed(bytes, base::Clock::now());
    for (const Line& line : output.lines) emit(line);

    const std::scoped_lock lock(mutex_);
    text_ += output.text;
    if (text_.size() > kLongestTranscript) {
        const std::size_t dropped = text_.size() / 2;
        text_.erase(0, dropped);
        text_begin_ += dropped;
        consumed_ = std::max(consumed_, text_begin_);
    }
    changed_.notify_all();
}

void SocketConsole::end_line() {
    if (const auto line = terminal_.finish()) emit(*line);
}

void SocketConsole::emit(const Line& line) {
    const auto power_on = [this] {
        const std::scoped_lock lock(mutex_);
        return power_on_;
    }();
    const auto since = std::chrono::duration_cast<std::chrono::microseconds>(line.at - power_on);
    log_.emit(event::Kind::kConsoleLine, kName, {{"text", line.text}, {"since_power_on_us", since.count()}});
}

}  // namespace tetherlab::console
