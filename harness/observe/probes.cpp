// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/probes.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace tetherlab::observe {
namespace {

constexpr base::Milliseconds kAttempt{
    5000};                                   // longer than a healthy answer, TCP's first retry (1 s) included
constexpr base::Milliseconds kMargin{2000};  // for the round trip to the host that tries

// Seconds for one attempt: the program has to give up before `deadline` does, so that its answer is heard.
long attempt_seconds(const base::Deadline& deadline) {
    const auto left = std::min(kAttempt, deadline.remaining() - kMargin);
    return std::max<long>(1, std::chrono::duration_cast<std::chrono::seconds>(left).count());
}

// `command` with an end of its own. busybox's wget and nslookup have time limits only as build options
// (Debian's busybox 1.35 crashes on `wget -T`), and OpenWrt has no timeout(1). The sleeping watchdog holds
// none of the connection's descriptors, so it does not keep the remote command open.
std::string limited(const std::string& command, const base::Deadline& deadline) {
    return fmt::format(
        "{} & job=$!\n"
        "(sleep {}; kill $job) >/dev/null 2>&1 </dev/null & watchdog=$!\n"
        "wait $job; status=$?\n"
        "kill $watchdog 2>/dev/null\n"
        "exit $status",
        command, attempt_seconds(deadline));
}

std::string last_line(const std::string& text) {
    const std::string_view trimmed = base::trim(text);
    const std::size_t line_break = trimmed.rfind('\n');
    return std::string(line_break == std::string_view::npos ? trimmed : trimmed.substr(line_break + 1));
}

std::string failure(const base::Output& output) {
    constexpr int kTerminated = 128 + 15;
    if (output.status.code == kTerminated) return "no answer in time";
    const std::string said = last_line(output.err.empty() ? output.out : output.err);
    return said.empty() ? fmt::format("exit status {}", output.status.code) : said;
}

// "Address: 198.18.0.80" and "Address 1: 198.18.0.80" after the line that names the host; what stands
// before it is the server's address.
std::vector<std::string> answers(const std::string& text) {
    std::vector<std::string> found;
    bool answered = false;
    for (const std::string& line : base::split(text, '\n')) {
        const std::size_t colon = line.find(": ");
        answered = answered || line.starts_with("Name:");
        if (answered && line.starts_with("Address") && colon != std::string::npos) {
            const std::string address(base::trim(std::string_view(line).substr(colon + 2)));
            found.push_back(base::split(address, ' ').front());
        }
    }
    return found;
}

// Why there is no answer. The resolver's own name and address, which nslookup always prints, say nothing.
std::string dns_failure(base::Output output) {
    std::vector<std::string> lines = base::split(output.out, '\n');
    std::erase_if(lines, [](const std::string& line) {
        return line.starts_with("Server:") || line.starts_with("Address");
    });
    output.out = base::join(lines, "\n");
    const bool silent = output.status.success() && base::trim(output.out).empty();
    return silent ? "an answer without addresses" : failure(output);
}

}  // namespace

HttpProbe http_from_router(router::Shell& shell, const std::string& url, const base::Deadline& deadline) {
    const base::Output output =
        shell.run(limited("wget -q -O /dev/null " + router::shell_word(url), deadline), deadline);
    return {url, output.status.success(), output.status.success() ? "fetched" : failure(output)};
}

DnsProbe dns_from_router(router::Shell& shell, const std::string& name, const base::Deadline& deadline,
                         const std::string& server) {
    const std::string at = server.empty() ? "" : " " + router::shell_word(server);
    const base::Output output =
        shell.run(limited("nslookup " + router::shell_word(name) + at, deadline), deadline);
    DnsProbe probe{name, answers(output.out), {}};
    if (probe.addresses.empty()) probe.said = dns_failure(output);
    return probe;
}

HttpProbe http_from_client(const ClientRun& run, const std::string& url, const base::Deadline& deadline) {
    const base::Output output =
        run({"curl", "-4", "-sS", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", "--max-time",
             std::to_string(attempt_seconds(deadline)), url},
            deadline);
    if (!output.status.success()) return {url, false, failure(output)};
    const std::size_t blank = output.out.find(' ');
    const std::string redirect = blank == std::string::npos ? "" : output.out.substr(blank + 1);
    return {url, output.out.starts_with('2'), output.out.substr(0, blank), redirect};
}

DownloadProbe download_by_client(const ClientRun& run, const std::string& url,
                                 const base::Deadline& deadline) {
    const base::Output output =
        run({"curl", "-4", "-sS", "-o", "/dev/null", "-w", "%{size_download} %{time_total}", "--max-time",
             std::to_string(attempt_seconds(deadline)), url},
            deadline);
    std::istringstream figures(output.out);
    double bytes = 0;
    double seconds = 0;
    figures >> bytes >> seconds;
    const double rate = seconds > 0 ? 8 * bytes / seconds : 0;
    const std::string said = fmt::format("{:.1f} Mbit/s", rate / 1e6);
    return {url, rate, bytes > 0 ? said : said + ": " + failure(output)};
}

}  // namespace tetherlab::observe
