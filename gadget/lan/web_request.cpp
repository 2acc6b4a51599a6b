// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/web_request.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <variant>
#include <vector>

namespace tetherlab::lan {
namespace {

constexpr std::string_view kPortalText = "Your hotspot wants your attention.\n";

WebAnswer status(std::string_view line) {
    return {fmt::format("HTTP/1.1 {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", line), 0};
}

WebAnswer large(std::string_view method) {
    return {fmt::format("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {}\r\n"
                        "Connection: close\r\n\r\n",
                        kLargeSize),
            method == "HEAD" ? 0 : kLargeSize};
}

WebAnswer redirection(const std::string& page) {
    return {fmt::format(
                "HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", page),
            0};
}

WebAnswer portal_page(std::string_view method) {
    return {fmt::format("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n"
                        "Connection: close\r\n\r\n{}",
                        kPortalText.size(), method == "HEAD" ? "" : kPortalText),
            0};
}

struct Request {
    std::string method;
    std::string path;
};

// What there is to answer at once: a request that is broken or of a method nobody serves.
using Refusal = WebAnswer;

// Nothing while the header is not complete.
std::optional<std::variant<Request, Refusal>> read_request(std::string_view received) {
    if (received.find("\r\n\r\n") == std::string_view::npos) {
        if (received.size() < kLongestRequest) return std::nullopt;
        return status("400 Bad Request");
    }
    const std::vector<std::string> words = base::split(received.substr(0, received.find("\r\n")), ' ');
    if (words.size() != 3 || !words[2].starts_with("HTTP/1.")) return status("400 Bad Request");
    if (words[0] != "GET" && words[0] != "HEAD") return status("405 Method Not Allowed");
    return Request{words[0], words[1]};
}

}  // namespace

std::optional<WebAnswer> answer_request(std::string_view received) {
    const auto read = read_request(received);
    if (!read) return std::nullopt;
    if (const auto* refusal = std::get_if<Refusal>(&*read)) return *refusal;
    const auto& [method, path] = std::get<Request>(*read);
    // With a Content-Length, as public connectivity checks send it although RFC 9110, 8.6 forbids it: without
    // one, OpenWrt's uclient-fetch reports a broken connection (until commit 7a0aa2e of 2026-02-20).
    if (path == "/generate_204") return status("204 No Content");
    if (path == "/large") return large(method);
    return status("404 Not Found");
}

std::optional<WebAnswer> answer_portal_request(std::string_view received, const std::string& page) {
    const auto read = read_request(received);
    if (!read) return std::nullopt;
    if (const auto* refusal = std::get_if<Refusal>(&*read)) return *refusal;
    if (std::get<Request>(*read).path != kPortalPath) return redirection(page);
    return portal_page(std::get<Request>(*read).method);
}

}  // namespace tetherlab::lan
