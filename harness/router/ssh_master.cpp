// SPDX-License-Identifier: Apache-2.0
#include "harness/router/ssh_master.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <vector>

namespace tetherlab::router {
namespace {

// -F none: nothing of the user's own configuration. ssh-rsa: the only host key of a dropbear before 2020.79,
// and off by default since OpenSSH 8.8. A router that vanishes is noticed after 10 s; one that restarts its
// network is not.
const std::vector<std::string> kOptions{"ControlMaster=yes",
                                        "GlobalKnownHostsFile=/dev/null",
                                        "HostKeyAlgorithms=+ssh-rsa",
                                        "PreferredAuthentications=password",
                                        "NumberOfPasswordPrompts=1",
                                        "IdentityAgent=none",
                                        "LogLevel=ERROR",
                                        "ServerAliveInterval=2",
                                        "ServerAliveCountMax=5"};

// Answers every question with an empty line: the password is blank.
constexpr auto kAskPass = "/bin/true";
constexpr auto kHoldOpen = "echo ready; exec cat";

// The router is one host whatever address it has.
std::vector<std::string> host_key_options(const std::filesystem::path& known_hosts) {
    if (known_hosts.empty()) return {"StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null"};
    return {"StrictHostKeyChecking=accept-new",
            fmt::format("UserKnownHostsFile=\"{}\"", known_hosts.string()), "HostKeyAlias=router"};
}

base::Argv master_argv(const SshShell::Options& options, const std::string& address,
                       const std::filesystem::path& socket, std::chrono::seconds connect_time) {
    base::Argv argv = options.in_network;
    argv.insert(argv.end(), {"ssh", "-F", "none", "-T", "-S", socket, "-p", std::to_string(options.port)});
    for (const std::string& option : kOptions) argv.insert(argv.end(), {"-o", option});
    for (const std::string& option : host_key_options(options.known_hosts)) {
        argv.insert(argv.end(), {"-o", option});
    }
    argv.insert(argv.end(), {"-o", fmt::format("ConnectTimeout={}", connect_time.count()), "-l", "root",
                             address, kHoldOpen});
    return argv;
}

// A master does not take over the socket of a dead one.
const std::filesystem::path& without_leftover(const std::filesystem::path& socket) {
    ::unlink(socket.c_str());
    return socket;
}

}  // namespace

SshShell::Master::Master(const Options& options, const std::string& address,
                         std::chrono::seconds connect_time)
    : socket_(options.run_dir / "ssh"),
      log_(options.run_dir / "ssh.log"),
      ssh_(master_argv(options, address, without_leftover(socket_), connect_time),
           {.err = log_,
            .input_fd = input_.read_end.get(),
            .output_fd = output_.write_end.get(),
            .env = {{"SSH_ASKPASS", kAskPass}, {"SSH_ASKPASS_REQUIRE", "force"}}}) {
    input_.read_end.reset();
    output_.write_end.reset();
}

SshShell::Master::~Master() {
    ssh_.kill();
    ::unlink(socket_.c_str());
}

bool SshShell::Master::await_answer(const base::Deadline& deadline) {
    pollfd item{output_.read_end.get(), POLLIN, 0};
    int ready = 0;
    do {
        ready = ::poll(&item, 1, deadline.poll_timeout());
    } while (ready < 0 && errno == EINTR);
    char first = 0;
    return ready > 0 && ::read(output_.read_end.get(), &first, 1) == 1;
}

std::string SshShell::Master::last_words() const {
    std::error_code ignored;
    if (!std::filesystem::exists(log_, ignored)) return {};
    return base::split(base::trim(base::read_file(log_)), '\n').back();
}

}  // namespace tetherlab::router
