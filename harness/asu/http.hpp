// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "gadget/base/deadline.hpp"

#include <curl/curl.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace tetherlab::asu {

// Whatever the server answered, with any status.
struct HttpAnswer {
    int status = 0;
    std::string body;
};

struct HttpOptions {
    std::string user_agent;
    std::filesystem::path authorities = {};   // PEM file to trust instead of the system's certificates
    base::Milliseconds connect_time{20'000};  // name, connection and TLS
};

// HTTP and HTTPS by libcurl. A certificate that does not fit is an error, always. All throw base::Error with
// libcurl's words when no answer came, base::TimeoutError at the deadline, and base::Error at once when asked
// to stop. Not thread-safe.
class Http {
public:
    Http(HttpOptions options, std::stop_token stop);

    // Neither follows a redirect: that is an error which names the new place.
    HttpAnswer get(const std::string& url, const base::Deadline& deadline);
    HttpAnswer post_json(const std::string& url, const std::string& json, const base::Deadline& deadline);

    // Called with pieces of the body, in order. What it throws ends the download and passes through.
    using Take = std::function<void(base::ByteSpan)>;

    // Throws for any other status than 200. Follows redirects, but never from https to http.
    void download(const std::string& url, const Take& take, const base::Deadline& deadline);

private:
    struct Transfer;

    HttpAnswer ask(Transfer& transfer, const base::Deadline& deadline);
    void perform(Transfer& transfer, const base::Deadline& deadline);

    HttpOptions options_;
    std::stop_token stop_;
    std::unique_ptr<CURLM, CURLMcode (*)(CURLM*)> multi_;  // keeps connections between requests
};

}  // namespace tetherlab::asu
