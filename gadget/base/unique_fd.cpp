// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/unique_fd.hpp"

#include "gadget/base/error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>

namespace tetherlab::base {

UniqueFd& UniqueFd::operator=(UniqueFd&& other) noexcept {
    if (this != &other) {
        reset();
        fd_ = other.release();
    }
    return *this;
}

UniqueFd::~UniqueFd() {
    reset();
}

void UniqueFd::reset() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

Pipe make_pipe() {
    std::array<int, 2> ends{};
    check(::pipe2(ends.data(), O_CLOEXEC), "make", "pipe");
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

}  // namespace tetherlab::base
