// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/error.hpp"
#include "gadget/base/process.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace tetherlab::router {

// Commands on the router. OpenWrt has no sftp-server: files go through `cat`.
class Shell {
public:
    virtual ~Shell() = default;

    // Runs `command` by the router's /bin/sh, connecting first if need be and trying that again until the
    // deadline. A non-zero status is a value. Throws ConnectionLost when the connection ends before the
    // command does, and base::TimeoutError.
    virtual base::Output run(const std::string& command, const base::Deadline& deadline) = 0;

    // Writes `file` to `target` on the router and compares size and SHA-256. Throws base::Error.
    virtual void upload(const std::filesystem::path& file, const std::string& target,
                        const base::Deadline& deadline) = 0;

    // Drops the connection; the next run() makes a new one. For after a reboot.
    virtual void disconnect() = 0;

    // disconnect(), and from now on the router has this address. For after a change of its LAN address.
    virtual void reconnect(const std::string& address) = 0;
};

// The router closed the connection or stopped answering while a command ran: what happened to the command is
// not known.
class ConnectionLost : public base::Error {
public:
    using Error::Error;
};

// `word` as one word of a shell command: 'it'\''s'.
std::string shell_word(std::string_view word);

// `argv` as a shell command that gives the program exactly these words.
std::string shell_command(const base::Argv& argv);

// A command, which may be a script, as messages name it: its first line.
std::string first_line(const std::string& command);

// run(), and throws base::Error with what the command said unless its status is 0. Returns its standard
// output.
std::string run_checked(Shell& shell, const std::string& command, const base::Deadline& deadline);

}  // namespace tetherlab::router
