// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/unique_fd.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::flash {

// dnsmasq as a TFTP server for the files in one folder, from construction to destruction. The kernel ends it
// when the thread that made it ends.
class TftpServer {
public:
    struct Options {
        base::Argv in_network;         // argv prefix that enters the lab's network
        std::string address;           // to listen on, one of this host's there
        std::filesystem::path root;    // readable files below it are served
        std::filesystem::path errors;  // what dnsmasq writes when it cannot start
    };

    // Returns when it listens. Throws base::Error with what dnsmasq said, base::TimeoutError.
    TftpServer(const Options& options, const base::Deadline& deadline);

private:
    base::Pipe log_ = base::make_pipe();
    base::Child dnsmasq_;
};

}  // namespace tetherlab::flash
