// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"

#include <filesystem>

namespace tetherlab::base {

// A unix socket on which one peer at a time may wait to be accepted. Replaces a file left at `path`; removing
// it afterwards is the caller's. Throws Error, also for a path longer than a socket address holds.
UniqueFd listen_on(const std::filesystem::path& path);

struct SocketPair {
    UniqueFd ours;
    UniqueFd theirs;
};

// Two ends of one stream, neither inherited by a program that is started. Throws SystemError.
SocketPair make_socket_pair();

}  // namespace tetherlab::base
