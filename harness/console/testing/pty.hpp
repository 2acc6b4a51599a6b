// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/unique_fd.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace tetherlab::console {

// A serial line with the far end in the test's hand: a pseudo terminal, whose `device` is what a program
// opens.
class Pty {
public:
    Pty();

    const std::filesystem::path& device() const { return device_; }

    // As a router does: prints, and gets what was sent to it; `size` bytes, less at the deadline.
    void print(std::string_view text) const;
    std::string received(std::size_t size, const base::Deadline& deadline) const;

    // The speed that whoever opened it has set, 57600 for B57600.
    int baud() const;

    // The adapter is unplugged.
    void hang_up() { far_end_.reset(); }

private:
    base::UniqueFd far_end_;
    std::filesystem::path device_;
};

}  // namespace tetherlab::console
