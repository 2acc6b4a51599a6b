// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

namespace tetherlab::base {

// Owns one file descriptor. A moved-from UniqueFd is empty and safe to destroy.
class UniqueFd {
public:
    UniqueFd() = default;

    explicit UniqueFd(int fd) : fd_(fd) {}

    UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

    UniqueFd& operator=(UniqueFd&& other) noexcept;
    ~UniqueFd();

    int get() const { return fd_; }

    explicit operator bool() const { return fd_ >= 0; }

    // Gives the descriptor up; the caller closes it.
    [[nodiscard]] int release() { return std::exchange(fd_, -1); }

    void reset();

private:
    int fd_ = -1;
};

struct Pipe {
    UniqueFd read_end;
    UniqueFd write_end;
};

// Neither end is inherited by a program that is started. Throws SystemError.
Pipe make_pipe();

}  // namespace tetherlab::base
