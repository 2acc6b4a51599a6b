// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/unique_fd.hpp"
#include "harness/console/console.hpp"
#include "harness/console/terminal.hpp"
#include "harness/event/event.hpp"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace tetherlab::console {

// A console over any byte stream: the unix socket of a QEMU serial port, a TCP connection, a tty. A thread of
// its own reads it, emits one kConsoleLine event for each line, {"text", "since_power_on_us" of its first
// byte}, and keeps the transcript. The stream may end and be replaced by another, as when QEMU is restarted;
// waits go on across that. Thread-safe, but one caller at a time should expect().
class SocketConsole : public Console {
public:
    // `log` must outlive the console.
    explicit SocketConsole(event::Log& log);
    ~SocketConsole() override;

    // The router gets power now, or has had it for `age`: a new transcript starts, lines count from then.
    void power_on(base::Milliseconds age = base::Milliseconds::zero());

    base::Milliseconds since_power_on() const;

    // Reads and writes `stream` from now on, after taking what is left of the one before.
    void attach(base::UniqueFd stream);

    // Takes what has arrived and closes the stream. Another may follow. Without a stream, nothing happens.
    void detach();

    // detach(), and no other follows: until the next attach(), waits that find nothing throw base::Error with
    // `why` instead of going on to their deadline.
    void hang_up(const std::string& why);

    void send(std::string_view bytes) override;
    std::optional<Match> expect(const std::vector<std::string>& texts,
                                const base::Deadline& deadline) override;
    std::string transcript() const override;

    // Returns true as soon as the router prints something, false at the deadline. Consumes nothing. Throws
    // like expect() after hang_up().
    bool await_output(const base::Deadline& deadline) const;

    // As await_output(), but what was printed before and not consumed counts, too.
    bool await_unconsumed(const base::Deadline& deadline) const;

private:
    using Stream = std::shared_ptr<base::UniqueFd>;

    void replace(std::optional<base::UniqueFd> next);
    bool await(std::unique_lock<std::mutex>& lock, std::uint64_t end, const base::Deadline& deadline) const;
    void read_loop(const std::stop_token& stop);
    void take(std::string_view bytes);
    void drain();
    void end_line();
    void emit(const Line& line);
    std::optional<Match> find(const std::vector<std::string>& texts, std::uint64_t from);

    // Text is counted from construction on, so that a position stays good when text before it is dropped.
    std::uint64_t text_end() const { return text_begin_ + text_.size(); }

    event::Log& log_;
    base::UniqueFd wake_;  // eventfd: a replacement or the end waits

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    Stream stream_;
    bool replace_ = false;
    Stream next_;  // with replace_: what to go on with, may be empty
    std::optional<std::string> hung_up_;
    std::string text_;
    std::uint64_t text_begin_ = 0;
    std::uint64_t consumed_ = 0;
    Terminal terminal_;  // reader thread only
    base::Clock::time_point power_on_ = base::Clock::now();

    std::jthread reader_;
};

}  // namespace tetherlab::console
