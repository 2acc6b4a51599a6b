// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tetherlab::lan {

inline constexpr std::size_t kLongestRequest = 8192;      // bytes of request line and header fields
inline constexpr std::uint64_t kLargeSize = 64ULL << 20;  // bytes of /large

struct WebAnswer {
    std::string head;             // status line and header fields, with the empty line, and a short body
    std::uint64_t body_size = 0;  // zero bytes that follow
};

// Answers one HTTP/1.x request, or nothing while `received` does not hold all of its header yet.
// /generate_204: 204 without a body. /large: kLargeSize zero bytes. Anything else: 404. Not GET or HEAD: 405.
// Longer than kLongestRequest or not HTTP: 400. The connection is always closed afterwards.
std::optional<WebAnswer> answer_request(std::string_view received);

inline constexpr const char* kPortalPath = "/portal";

// The same of a captive portal, which has one page, kPortalPath, and sends everybody to it: `page` is its
// address, "http://192.168.1.1/portal".
std::optional<WebAnswer> answer_portal_request(std::string_view received, const std::string& page);

}  // namespace tetherlab::lan
