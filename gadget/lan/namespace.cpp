// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/namespace.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"
#include "gadget/lan/end_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <signal.h>

#include <exception>
#include <filesystem>
#include <sstream>
#include <thread>
#include <utility>

namespace tetherlab::lan {
namespace {

constexpr base::Milliseconds kRemoveTime{10'000};

// Where iproute2 keeps the names (ip-netns(8)).
std::filesystem::path path_of(const std::string& name) {
    return "/run/netns/" + name;
}

}  // namespace

Namespace::Namespace(std::string name, const base::Deadline& deadline) : name_(std::move(name)) {
    base::run_checked({"ip", "netns", "add", name_}, deadline);
}

Namespace::~Namespace() {
    try {
        remove(name_, base::Deadline(kRemoveTime));
    } catch (const base::Error&) {
        // Nothing better can be done here; the next start removes what is left.
    }
}

std::string Namespace::run(const base::Argv& argv, const base::Deadline& deadline,
                           const base::RunOptions& options) const {
    base::Argv inside{"ip", "netns", "exec", name_};
    inside.insert(inside.end(), argv.begin(), argv.end());
    return base::run_checked(inside, deadline, options);
}

void Namespace::ip(const std::string& lines, const base::Deadline& deadline) const {
    base::run_checked({"ip", "-n", name_, "-batch", "-"}, deadline, {.input = lines, .env = {}});
}

void Namespace::enter(const std::string& name, const std::function<void()>& work) {
    const std::filesystem::path path = path_of(name);
    const base::UniqueFd inside(
        base::check(::open(path.c_str(), O_RDONLY | O_CLOEXEC), "open", path.string()));
    std::exception_ptr failure;
    std::thread([&] {  // a thread of its own: it never has to find its way back
        try {
            base::check(::setns(inside.get(), CLONE_NEWNET), "enter namespace", name);
            work();
        } catch (...) {
            failure = std::current_exception();
        }
    })
        .join();
    if (failure) std::rethrow_exception(failure);
}

bool Namespace::remove(const std::string& name, const base::Deadline& deadline) {
    if (!std::filesystem::exists(path_of(name))) return false;
    std::istringstream pids(base::run_checked({"ip", "netns", "pids", name}, deadline));
    for (pid_t pid = 0; pids >> pid;) end_process(pid, SIGKILL, deadline);
    base::run_checked({"ip", "netns", "delete", name}, deadline);
    return true;
}

}  // namespace tetherlab::lan
