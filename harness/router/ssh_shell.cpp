// SPDX-License-Identifier: Apache-2.0
#include "harness/router/ssh_shell.hpp"

#include "gadget/base/text.hpp"
#include "harness/router/ssh_master.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace tetherlab::router {
namespace {

using std::chrono::seconds;

// The first attempts are short, so that a router whose network comes up meanwhile is soon asked again; later
// ones allow for a key exchange on a slow machine.
constexpr seconds kFirstAttempt{3};
constexpr seconds kLongestAttempt{15};
constexpr base::Milliseconds kBetweenAttempts{300};

// ssh's own failures, and a remote command that a signal ended, have status 255; once the connection is gone
// the master ends, too.
constexpr int kSshFailed = 255;
constexpr base::Milliseconds kMasterEnds{1000};

base::Argv client_argv(const std::filesystem::path& socket, const std::string& address,
                       const std::string& command) {
    // Without a master ssh would connect by itself, and from the wrong network: the proxy command prevents
    // that.
    return {"ssh",   "-F",
            "none",  "-T",
            "-S",    socket,
            "-o",    "ControlMaster=no",
            "-o",    "ProxyCommand=false",
            "-o",    "LogLevel=ERROR",
            "-l",    "root",
            address, command};
}

std::string sha256_of(const std::filesystem::path& file, const base::Deadline& deadline) {
    return base::split(base::run_checked({"sha256sum", "--", file}, deadline), ' ').front();
}

}  // namespace

SshShell::SshShell(Options options) : options_(std::move(options)) {}

SshShell::~SshShell() = default;

base::Output SshShell::run(const std::string& command, const base::Deadline& deadline) {
    return run_with(command, {}, deadline);
}

void SshShell::upload(const std::filesystem::path& file, const std::string& target,
                      const base::Deadline& deadline) {
    const std::string content = base::read_file(file);
    const std::string expected =
        fmt::format("{} bytes, SHA-256 {}", content.size(), sha256_of(file, deadline));
    const std::string to = shell_word(target);
    const base::Output output =
        run_with(fmt::format("cat > {0} && wc -c < {0} && sha256sum {0}", to), content, deadline);
    if (!output.status.success())
        throw base::Error("upload", file.string(), fmt::format("{}: {}", target, base::trim(output.err)));

    const auto lines = base::split(output.out, '\n');
    const std::string got = lines.size() < 2 ? "no answer"
                                             : fmt::format("{} bytes, SHA-256 {}", base::trim(lines[0]),
                                                           base::split(lines[1], ' ').front());
    if (got != expected)
        throw base::Error("upload", file.string(),
                          fmt::format("{} holds {} instead of {}", target, got, expected));
}

void SshShell::disconnect() {
    master_.reset();
}

void SshShell::reconnect(const std::string& address) {
    disconnect();
    options_.address = address;
}

void SshShell::connect(const base::Deadline& deadline) {
    seconds allowed = std::exchange(options_.network_is_up, false) ? kLongestAttempt : kFirstAttempt;
    const base::Deadline only_first(options_.fall_back_after);
    std::string reason;  // of the last attempt that had one
    for (std::size_t attempt = 0;; ++attempt) {
        auto master = std::make_unique<Master>(
            options_, only_first.expired() ? address_of(attempt) : options_.address, allowed);
        if (master->await_answer(deadline.within(allowed))) {
            master_ = std::move(master);
            return;
        }
        if (const std::string words = master->last_words(); !words.empty()) reason = words;
        master.reset();
        if (deadline.expired())
            throw base::TimeoutError("wait for", "ssh to root@" + options_.address,
                                     fmt::format("not within {}{}{}", base::to_text(deadline.allowed()),
                                                 reason.empty() ? "" : "; ", reason));
        options_.await_change(deadline.within(kBetweenAttempts));
        allowed = std::min(allowed * 2, kLongestAttempt);
    }
}

// Every second attempt is made at `address`.
const std::string& SshShell::address_of(std::size_t attempt) const {
    const auto& others = options_.fallback_addresses;
    return others.empty() || attempt % 2 == 0 ? options_.address : others[attempt / 2 % others.size()];
}

base::Output SshShell::run_with(const std::string& command, std::string input,
                                const base::Deadline& deadline) {
    if (master_ && master_->ended_within(base::Milliseconds::zero())) disconnect();
    if (!master_) connect(deadline);

    base::Output output;
    try {
        output = base::run(client_argv(master_->socket(), options_.address, command), deadline,
                           {.input = std::move(input)});
    } catch (const base::TimeoutError&) {
        base::throw_timeout(fmt::format("the end of '{}' on the router", first_line(command)), deadline);
    }
    if (output.status.code == kSshFailed && master_->ended_within(kMasterEnds)) {
        disconnect();
        throw ConnectionLost("run on the router", first_line(command), "the connection was lost");
    }
    return output;
}

}  // namespace tetherlab::router
