// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/web_request.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <vector>

namespace tetherlab::lan {
namespace {

WebAnswer status(std::string_view line) {
    return {fmt::format("HTTP/1.1 {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", line), 0};
}

WebAnswer large(std::string_view method) {
    return {fmt::format("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {}\r\n"
                        "Connection: close\r\n\r\n",
                        kLargeSize),
            method == "HEAD" ? 0 : kLargeSize};
}

}  // namespace

std::optional<WebAnswer> answer_request(std::string_view received) {
    if (received.find("\r\n\r\n") == std::string_view::npos) {
        return received.size() < kLongestRequest ? std::nullopt : std::optional(status("400 Bad Request"));
    }
    const std::vector<std::string> words = base::split(received.substr(0, received.find("\r\n")), ' ');
    if (words.size() != 3 || !words[2].starts_with("HTTP/1.")) return status("400 Bad Request");
    if (words[0] != "GET" && words[0] != "HEAD") return status("405 Method Not Allowed");
    // With a Content-Length, as public connectivity checks send it although RFC 9110, 8.6 forbids it: without
    // one, OpenWrt's uclient-fetch reports a broken connection (until commit 7a0aa2e of 2026-02-20).
    if (words[1] == "/generate_204") return status("204 No Content");
    if (words[1] == "/large") return large(words[0]);
    return status("404 Not Found");
}

}  // namespace tetherlab::lan
