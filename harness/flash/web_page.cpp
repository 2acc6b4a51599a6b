// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/web_page.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace tetherlab::flash {
namespace {

// What the page says when it has the whole image.
constexpr std::string_view kWrites = "upgrading the firmware";

// What of an answer stands in a message.
constexpr std::size_t kShown = 200;

// curl as a program, since libcurl would work in the network of this process. It ends before the deadline, so
// that its own words are the reason.
base::Output curl(const WebPage& page, const base::Argv& arguments, const base::Deadline& deadline) {
    constexpr base::Milliseconds kReserve{1'000};
    const std::chrono::duration<double> time = std::max(deadline.remaining() - kReserve, kReserve);
    // curl takes whole seconds only for the last retry.
    const auto retries = std::chrono::floor<std::chrono::seconds>(time);
    base::Argv argv = page.in_network;
    argv.insert(argv.end(), {"curl", "--silent", "--show-error", "--http1.0", "--noproxy", "*"});
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    argv.insert(argv.end(), {"--max-time", fmt::format("{:.1f}", time.count()), "--retry-max-time",
                             std::to_string(retries.count()), page.url});
    return base::run(argv, deadline);
}

std::string shown(const std::string& answer) {
    std::string text(base::trim(answer));
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }, ' ');
    return text.size() > kShown ? text.substr(0, kShown) + "…" : text;
}

}  // namespace

std::optional<std::string> await_page(const WebPage& page, const base::Deadline& deadline) {
    const base::Output answer = curl(page,
                                     {"--connect-timeout", "2", "--retry", "1000", "--retry-delay", "1",
                                      "--retry-all-errors", "--output", "/dev/null"},
                                     deadline);
    if (answer.status.success()) return std::nullopt;
    return fmt::format("no page at {}: {}", page.url, shown(answer.err));
}

std::optional<std::string> upload(const WebPage& page, const std::filesystem::path& image,
                                  const base::Deadline& deadline) {
    const base::Output answer =
        curl(page, {"--header", "Expect:", "--form", fmt::format("{}=@\"{}\"", page.field, image.string())},
             deadline);
    if (!answer.status.success())
        return fmt::format("the upload of {} failed: {}", image.filename().string(), shown(answer.err));
    if (answer.out.find(kWrites) == std::string::npos)
        return fmt::format("the page answered the upload with '{}'", shown(answer.out));
    return std::nullopt;
}

}  // namespace tetherlab::flash
