// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/http.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>

#include <array>
#include <exception>
#include <utility>

namespace tetherlab::asu {
namespace {

constexpr std::size_t kLargestAnswer = 16u << 20;  // an answer holds the whole log of the build
constexpr long kMostRedirects = 5;

// Once in a process; libcurl counts.
CURLM* new_multi() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM* multi = ready == CURLE_OK ? curl_multi_init() : nullptr;
    if (multi == nullptr) throw base::Error("start", "libcurl", curl_easy_strerror(ready));
    return multi;
}

}  // namespace

// One request. What `take` throws waits in `thrown` until libcurl's frames are gone.
struct Http::Transfer {
    Transfer(std::string the_url, const HttpOptions& options) : url(std::move(the_url)) {
        if (!easy) throw base::Error("start", "libcurl", "out of memory");
        set(CURLOPT_URL, url.c_str());
        set(CURLOPT_USERAGENT, options.user_agent.c_str());
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_time.count()));
        if (!options.authorities.empty()) set(CURLOPT_CAINFO, options.authorities.c_str());
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_QUICK_EXIT, 1L);  // who stops does not wait for a resolver that hangs
        set(CURLOPT_ERRORBUFFER, error.data());
        set(CURLOPT_WRITEFUNCTION, &Transfer::received);
        set(CURLOPT_WRITEDATA, this);
    }

    template <typename Value>
    void set(CURLoption option, Value value) {
        const CURLcode code = curl_easy_setopt(easy.get(), option, value);
        if (code != CURLE_OK) throw base::Error("prepare to ask", url, curl_easy_strerror(code));
    }

    static std::size_t received(char* data, std::size_t size, std::size_t count, void* self) {
        auto& transfer = *static_cast<Transfer*>(self);
        try {
            transfer.take(base::as_bytes(std::string_view(data, size * count)));
            return size * count;
        } catch (...) {
            transfer.thrown = std::current_exception();
            return CURL_WRITEFUNC_ERROR;
        }
    }

    std::string url;
    std::unique_ptr<CURL, void (*)(CURL*)> easy{curl_easy_init(), curl_easy_cleanup};
    std::array<char, CURL_ERROR_SIZE> error{};
    Take take;
    std::exception_ptr thrown;
};

Http::Http(HttpOptions options, std::stop_token stop)
    : options_(std::move(options)), stop_(std::move(stop)), multi_(new_multi(), curl_multi_cleanup) {}

HttpAnswer Http::get(const std::string& url, const base::Deadline& deadline) {
    Transfer transfer(url, options_);
    return ask(transfer, deadline);
}

HttpAnswer Http::post_json(const std::string& url, const std::string& json, const base::Deadline& deadline) {
    Transfer transfer(url, options_);
    const std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(
        curl_slist_append(nullptr, "Content-Type: application/json"), curl_slist_free_all);
    transfer.set(CURLOPT_HTTPHEADER, headers.get());
    transfer.set(CURLOPT_POSTFIELDSIZE, static_cast<long>(json.size()));
    transfer.set(CURLOPT_POSTFIELDS, json.c_str());
    return ask(transfer, deadline);
}

HttpAnswer Http::ask(Transfer& transfer, const base::Deadline& deadline) {
    HttpAnswer answer;
    transfer.take = [&](base::ByteSpan piece) {
        if (answer.body.size() + piece.size() > kLargestAnswer) {
            throw base::Error("read the answer of", transfer.url,
                              fmt::format("expected at most {} bytes, got more", kLargestAnswer));
        }
        answer.body += base::as_text(piece);
    };
    perform(transfer, deadline);
    long status = 0;
    const char* place = nullptr;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_REDIRECT_URL, &place);
    if (place != nullptr)
        throw base::Error("ask", transfer.url, fmt::format("the server has moved to {}", place));
    answer.status = static_cast<int>(status);
    return answer;
}

void Http::download(const std::string& url, const Take& take, const base::Deadline& deadline) {
    Transfer transfer(url, options_);
    transfer.set(CURLOPT_FAILONERROR, 1L);
    transfer.set(CURLOPT_FOLLOWLOCATION, 1L);
    transfer.set(CURLOPT_MAXREDIRS, kMostRedirects);
    transfer.set(CURLOPT_REDIR_PROTOCOLS_STR, url.starts_with("https:") ? "https" : "http,https");
    transfer.take = take;
    perform(transfer, deadline);
    long status = 0;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) throw base::Error("ask", url, fmt::format("expected status 200, got {}", status));
}

void Http::perform(Transfer& transfer, const base::Deadline& deadline) {
    CURLM* multi = multi_.get();
    curl_multi_add_handle(multi, transfer.easy.get());
    const auto remove = [multi](CURL* easy) { curl_multi_remove_handle(multi, easy); };
    const std::unique_ptr<CURL, decltype(remove)> added(transfer.easy.get(), remove);
    const std::stop_callback wake(stop_, [multi] { curl_multi_wakeup(multi); });
    int running = 1;
    for (;;) {
        const CURLMcode code = curl_multi_perform(multi, &running);
        if (code != CURLM_OK) throw base::Error("ask", transfer.url, curl_multi_strerror(code));
        if (running == 0) break;
        if (stop_.stop_requested()) throw base::Error("ask", transfer.url, "asked to stop");
        if (deadline.expired()) base::throw_timeout("the answer of " + transfer.url, deadline);
        curl_multi_poll(multi, nullptr, 0, deadline.poll_timeout(), nullptr);
    }
    if (transfer.thrown) std::rethrow_exception(transfer.thrown);
    int left = 0;
    const CURLMsg* message = curl_multi_info_read(multi, &left);
    if (message == nullptr || message->data.result == CURLE_OK) return;
    const char* words =
        transfer.error.front() != '\0' ? transfer.error.data() : curl_easy_strerror(message->data.result);
    throw base::Error("ask", transfer.url, words);
}

}  // namespace tetherlab::asu
