// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/unique_fd.hpp"

#include <filesystem>

namespace tetherlab::power {

// A unix socket that a program about to be started connects to: listening first, nothing it says is lost.
// Removes the socket file when destroyed.
class UnixListener {
public:
    // Replaces a file left at `path`. Throws base::Error, also for a path longer than a socket address holds.
    explicit UnixListener(std::filesystem::path path);
    UnixListener(const UnixListener&) = delete;
    UnixListener& operator=(const UnixListener&) = delete;
    ~UnixListener();

    // The first connection. Throws base::Error with the end of `log` when `program` ends before it connects,
    // and base::TimeoutError.
    base::UniqueFd accept(base::Child& program, const std::filesystem::path& log,
                          const base::Deadline& deadline);

private:
    std::filesystem::path path_;
    base::UniqueFd fd_;
};

// "ended with status 1: qemu: no such machine", with the last line of what it wrote to `log`, if anything.
std::string end_of(base::ExitStatus status, const std::filesystem::path& log);

}  // namespace tetherlab::power
