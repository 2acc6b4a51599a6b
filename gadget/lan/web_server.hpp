// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"
#include "gadget/lan/web_request.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <thread>

namespace tetherlab::lan {

// A small HTTP server for web_request.hpp, on IPv4 and IPv6, in a thread of its own. It answers any number of
// clients side by side, so that one whose network hangs does not stop the others. It is in this process, not
// busybox httpd, because that can run a program only below /cgi-bin and cannot answer /generate_204 with 204.
class WebServer {
public:
    // What to answer, or nothing while the request is not complete.
    using Answer = std::function<std::optional<WebAnswer>(std::string_view received)>;

    // Listens when it returns, in the calling thread's network namespace. Port 0: any free one.
    // Throws base::SystemError.
    explicit WebServer(std::uint16_t port, Answer answer = answer_request);
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;
    ~WebServer();

    std::uint16_t port() const { return port_; }

private:
    Answer answer_;
    base::UniqueFd listener_;
    base::UniqueFd stop_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

}  // namespace tetherlab::lan
