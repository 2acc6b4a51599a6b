// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/unique_fd.hpp"
#include "harness/console/tcp.hpp"
#include "harness/console/telnet.hpp"

#include <functional>
#include <string>
#include <thread>

namespace tetherlab::console {

// A serial line of another machine, which serves it by RFC 2217 as ser2net does: 8 data bits, no parity, 1
// stop bit, no flow control.
struct Rfc2217Address {
    TcpAddress server;
    int baud = 57600;
};

// An open serial line of another machine. A thread of its own takes TELNET off what comes and puts it on what
// goes, so that the stream carries the router's bytes only. When either side ends, so does the other.
class Rfc2217Port {
public:
    // Connects, agrees with the server and sets the line up. Throws base::Error when the server refuses or
    // sets something else, base::TimeoutError.
    Rfc2217Port(const Rfc2217Address& address, const base::Deadline& deadline);
    ~Rfc2217Port();

    // The router's bytes, both ways. Once.
    base::UniqueFd take_stream() { return std::move(stream_); }

private:
    void set_up(int baud, const base::Deadline& deadline);
    void await(const std::string& what, const std::function<bool()>& over, const base::Deadline& deadline);
    void pump();
    bool from_server();
    bool from_user();

    std::string name_;
    base::UniqueFd server_;
    Telnet telnet_;
    std::string early_;  // what the router said while the line was being set up
    base::UniqueFd ours_;
    base::UniqueFd stream_;
    std::thread pump_;
};

}  // namespace tetherlab::console
