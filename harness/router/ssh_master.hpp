// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/unique_fd.hpp"
#include "harness/router/ssh_shell.hpp"

#include <chrono>
#include <filesystem>
#include <string>

namespace tetherlab::router {

// The ssh process that holds the connection, and the control socket through which others use it. It runs a
// command on the router that says a word and then waits for its input to end: so a connection counts only
// when the router's shell has answered on it.
class SshShell::Master {
public:
    // `connect_time` bounds TCP connect and key exchange with `address`.
    Master(const Options& options, const std::string& address, std::chrono::seconds connect_time);
    Master(const Master&) = delete;
    Master& operator=(const Master&) = delete;
    ~Master();

    // True when the router's shell has answered, false when ssh has given up or the deadline has come.
    bool await_answer(const base::Deadline& deadline);

    bool ended_within(base::Milliseconds time) { return ssh_.wait(base::Deadline(time)).has_value(); }

    // What ssh said last: "ssh: connect to host 192.168.1.1 port 22: Connection refused".
    std::string last_words() const;

    const std::filesystem::path& socket() const { return socket_; }

private:
    std::filesystem::path socket_;
    std::filesystem::path log_;
    base::Pipe input_ = base::make_pipe();
    base::Pipe output_ = base::make_pipe();
    base::Child ssh_;
};

}  // namespace tetherlab::router
