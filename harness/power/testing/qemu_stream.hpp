// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>

namespace tetherlab::power::testing {

// A test at the other end of a connection of QEMU's. What QEMU is going to say lies in the socket before it
// is asked.
class QemuStream : public ::testing::Test {
protected:
    void SetUp() override {
        std::array<int, 2> ends{};
        base::check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), "make", "socket pair");
        ours_ = base::UniqueFd(ends[0]);
        qemus_ = base::UniqueFd(ends[1]);
    }

    void qemu_says(const std::string& bytes) {
        ASSERT_EQ(::write(qemus_.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    }

    void qemu_ends() { qemus_.reset(); }

    // What was sent to it so far.
    std::string heard() {
        std::array<char, 4096> buffer{};
        const ssize_t n = ::recv(qemus_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        return {buffer.data(), n < 0 ? 0 : static_cast<std::size_t>(n)};
    }

    base::UniqueFd ours_;
    base::UniqueFd qemus_;
};

}  // namespace tetherlab::power::testing
