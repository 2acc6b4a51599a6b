// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/netns.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/unique_fd.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <charconv>
#include <optional>

namespace tetherlab::bench::netns {
namespace {

constexpr base::Milliseconds kIpTime{10'000};

std::filesystem::path handle(const std::string& name) {
    return "/run/netns/" + name;
}

// A namespace is its inode on nsfs; nothing when the path is gone or not ours to read.
struct Identity {
    dev_t device;
    ino_t inode;

    bool operator==(const Identity&) const = default;
};

std::optional<Identity> identity(const std::filesystem::path& path) {
    struct stat status {};

    if (::stat(path.c_str(), &status) != 0) return std::nullopt;
    return Identity{status.st_dev, status.st_ino};
}

std::optional<pid_t> parse_pid(const std::string& text) {
    pid_t pid = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), pid);
    if (status != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return pid;
}

std::filesystem::path namespace_of(pid_t pid) {
    return "/proc/" + std::to_string(pid) + "/ns/net";
}

// Holds on to the process before looking at it again, so that a new process with the same id is not hit.
base::UniqueFd kill_inside(pid_t pid, const Identity& inside) {
    base::UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!process || identity(namespace_of(pid)) != inside) return {};
    ::syscall(SYS_pidfd_send_signal, process.get(), SIGKILL, nullptr, 0);
    return process;
}

void wait_for_end(const base::UniqueFd& process, const base::Deadline& deadline) {
    pollfd waiting{process.get(), POLLIN, 0};
    ::poll(&waiting, 1, deadline.poll_timeout());
}

}  // namespace

void create(const std::string& name) {
    base::run_checked({"ip", "netns", "add", name}, base::Deadline(kIpTime));
    ip(name, {"link set lo up"}, base::Deadline(kIpTime));
}

bool exists(const std::string& name) {
    return identity(handle(name)).has_value();
}

bool remove(const std::string& name, const base::Deadline& deadline) {
    if (!exists(name)) return false;
    kill_processes(name, deadline);
    base::run_checked({"ip", "netns", "delete", name}, deadline);
    return true;
}

std::vector<pid_t> processes(const std::string& name) {
    const std::optional<Identity> inside = identity(handle(name));
    std::vector<pid_t> found;
    if (!inside) return found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::optional<pid_t> pid = parse_pid(entry.path().filename());
        if (pid && *pid != ::getpid() && identity(namespace_of(*pid)) == inside) found.push_back(*pid);
    }
    return found;
}

void kill_processes(const std::string& name, const base::Deadline& deadline) {
    const std::optional<Identity> inside = identity(handle(name));
    if (!inside) return;
    for (;;) {
        std::vector<base::UniqueFd> dying;
        for (const pid_t pid : processes(name)) dying.push_back(kill_inside(pid, *inside));
        if (dying.empty()) return;
        if (deadline.expired())
            base::throw_timeout("the processes in namespace " + name + " to die", deadline);
        for (const base::UniqueFd& process : dying) wait_for_end(process, deadline);
    }
}

base::Argv prefix(const std::string& name) {
    return {"ip", "netns", "exec", name};
}

std::filesystem::path host_files(const std::string& name) {
    return "/etc/netns/" + name;
}

void ip(const std::string& name, const std::vector<std::string>& commands, const base::Deadline& deadline) {
    base::run_checked({"ip", "-n", name, "-batch", "-"}, deadline,
                      {.input = base::join(commands, "\n") + "\n", .env = {}});
}

}  // namespace tetherlab::bench::netns
