// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/unique_fd.hpp"

#include <unistd.h>

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

}  // namespace tetherlab::base
