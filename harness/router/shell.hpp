// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"

namespace tetherlab::router {

// Commands on the router. OpenWrt has no sftp-server: files go through `cat`.
class Shell {
public:
    virtual ~Shell() = default;

    // Runs `command` by the router's /bin/sh. A non-zero status is a value; a lost connection is base::Error.
    virtual base::Output run(const std::string& command, const base::Deadline& deadline) = 0;

    // Writes `file` to `target` on the router and compares sizes. Throws base::Error.
    virtual void upload(const std::filesystem::path& file, const std::string& target,
                        const base::Deadline& deadline) = 0;

    // Drops the connection; the next run() makes a new one. For after a reboot or a changed LAN address.
    virtual void reconnect(const std::string& address) = 0;
};

}  // namespace tetherlab::router
