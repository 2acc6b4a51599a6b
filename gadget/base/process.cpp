// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/process.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <boost/process/child.hpp>
#include <boost/process/env.hpp>
#include <boost/process/environment.hpp>
#include <boost/process/extend.hpp>
#include <boost/process/search_path.hpp>

namespace tetherlab::base {
namespace {

namespace bp = boost::process;

constexpr Milliseconds kReapTime{5000};  // a killed process not gone by then hangs in the kernel

struct Streams {
    int in;
    int out;
    int err;
};

void take_real_time() {
    sched_param parameters{};
    parameters.sched_priority = ::sched_get_priority_min(SCHED_RR);
    ::sched_setscheduler(0, SCHED_RR, &parameters);
}

// Runs in the forked child, so async-signal-safe calls only.
struct ChildSetup : bp::extend::handler {
    Streams streams;
    pid_t parent;
    Scheduling scheduling;

    ChildSetup(Streams s, pid_t p, Scheduling how) : streams(s), parent(p), scheduling(how) {}

    template <typename Executor>
    void on_exec_setup(Executor&) const {
        ::setpgid(0, 0);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(127);  // the parent died before prctl
        if (scheduling == Scheduling::kRealTime) take_real_time();
        ::dup2(streams.in, STDIN_FILENO);
        ::dup2(streams.out, STDOUT_FILENO);
        ::dup2(streams.err, STDERR_FILENO);
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::signal(SIGPIPE, SIG_DFL);
    }
};

UniqueFd open_file(const std::filesystem::path& path, int flags) {
    return UniqueFd(check(::open(path.c_str(), flags | O_CLOEXEC, 0644), "open", path.string()));
}

// A descriptor above 2, so that the dup2 calls in the child do not overwrite one another's source.
UniqueFd above_standard(int fd) {
    return UniqueFd(check(::fcntl(fd, F_DUPFD_CLOEXEC, 3), "duplicate", fmt::format("descriptor {}", fd)));
}

pid_t start(const Argv& argv, Streams streams, const std::map<std::string, std::string>& env,
            Scheduling scheduling) {
    const std::string program =
        argv.at(0).find('/') == std::string::npos ? bp::search_path(argv[0]).string() : argv[0];
    if (program.empty()) throw Error("start", argv[0], "not found in PATH");

    bp::environment environment = boost::this_process::environment();
    // Not by operator[], which compares beyond the end of shorter variables (Boost 1.74).
    for (const auto& [name, value] : env) environment.set(name, value);
    try {
        bp::child child(program, std::vector<std::string>(argv.begin() + 1, argv.end()), environment,
                        ChildSetup(streams, ::getpid(), scheduling));
        child.detach();  // waited for through its pidfd
        return child.id();
    } catch (const bp::process_error& error) {
        throw Error("start", to_text(argv), error.code().message());
    }
}

UniqueFd open_pidfd(pid_t pid) {
    return UniqueFd(
        check(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)), "open", fmt::format("pidfd of {}", pid)));
}

ExitStatus reap(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) throw_errno("wait for", fmt::format("process {}", pid));
    }
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
}

bool poll_readable(int fd, const Deadline& deadline) {
    for (;;) {
        pollfd item{fd, POLLIN, 0};
        const int ready = ::poll(&item, 1, deadline.poll_timeout());
        if (ready >= 0) return ready > 0;
        if (errno != EINTR) throw_errno("poll", fmt::format("descriptor {}", fd));
    }
}

// Feeds `input` to the child and collects both outputs until both are closed.
void pump(Pipe& in, Pipe& out, Pipe& err, const std::string& input, Output& result,
          const Deadline& deadline) {
    std::size_t written = 0;
    if (input.empty())
        in.write_end.reset();
    else
        ::fcntl(in.write_end.get(), F_SETFL, O_NONBLOCK);

    std::array<char, 65536> buffer{};
    const auto drain = [&buffer](UniqueFd& fd, std::string& text) {
        const ssize_t n = ::read(fd.get(), buffer.data(), buffer.size());
        if (n > 0)
            text.append(buffer.data(), static_cast<std::size_t>(n));
        else if (n == 0 || errno != EINTR)
            fd.reset();
    };
    while (out.read_end || err.read_end) {
        std::array<pollfd, 3> items{{{out.read_end.get(), POLLIN, 0},
                                     {err.read_end.get(), POLLIN, 0},
                                     {in.write_end.get(), POLLOUT, 0}}};
        const int ready = ::poll(items.data(), items.size(), deadline.poll_timeout());
        if (ready == 0) return;
        if (ready < 0 && errno != EINTR) throw_errno("poll", "child output");
        if (ready < 0) continue;
        if (items[0].revents != 0) drain(out.read_end, result.out);
        if (items[1].revents != 0) drain(err.read_end, result.err);
        if (items[2].revents != 0) {
            const ssize_t n = ::write(in.write_end.get(), input.data() + written, input.size() - written);
            if (n > 0) written += static_cast<std::size_t>(n);
            if (written == input.size() || (n < 0 && errno != EAGAIN && errno != EINTR)) in.write_end.reset();
        }
    }
}

std::string last_lines(std::string_view text) {
    constexpr std::size_t kShown = 600;
    text = trim(text);
    return std::string(text.size() > kShown ? text.substr(text.size() - kShown) : text);
}

}  // namespace

std::string to_text(const Argv& argv) {
    std::vector<std::string> words;
    for (const std::string& word : argv) {
        const bool plain =
            !word.empty() && word.find_first_of(" \t\n'\"\\$&|;<>()*?[]`") == std::string::npos;
        words.push_back(plain ? word : "'" + word + "'");
    }
    return join(words, " ");
}

Output run(const Argv& argv, const Deadline& deadline, const RunOptions& options) {
    Pipe in = make_pipe();
    Pipe out = make_pipe();
    Pipe err = make_pipe();
    const pid_t pid = start(argv, {in.read_end.get(), out.write_end.get(), err.write_end.get()}, options.env,
                            Scheduling::kNormal);
    in.read_end.reset();
    out.write_end.reset();
    err.write_end.reset();
    const UniqueFd pidfd = open_pidfd(pid);

    Output result;
    pump(in, out, err, options.input, result, deadline);
    if (!poll_readable(pidfd.get(), deadline)) {
        ::kill(-pid, SIGKILL);
        reap(pid);
        throw_timeout(fmt::format("the end of '{}'", to_text(argv)), deadline);
    }
    result.status = reap(pid);
    return result;
}

std::string run_checked(const Argv& argv, const Deadline& deadline, const RunOptions& options) {
    Output output = run(argv, deadline, options);
    if (!output.status.success()) {
        const std::string said = last_lines(output.err.empty() ? output.out : output.err);
        throw Error("run", to_text(argv), fmt::format("exit status {}: {}", output.status.code, said));
    }
    return std::move(output.out);
}

Child::Child(const Argv& argv, const SpawnOptions& options) {
    constexpr int kTruncate = O_WRONLY | O_CREAT | O_TRUNC;
    const UniqueFd in =
        options.input_fd ? above_standard(*options.input_fd) : open_file("/dev/null", O_RDONLY);
    const UniqueFd out =
        options.output_fd ? above_standard(*options.output_fd) : open_file(options.out, kTruncate);
    const UniqueFd err = options.err == options.out && !options.output_fd ? above_standard(out.get())
                                                                          : open_file(options.err, kTruncate);
    pid_ = start(argv, {in.get(), out.get(), err.get()}, options.env, options.scheduling);
    pidfd_ = open_pidfd(pid_);
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), pidfd_(std::move(other.pidfd_)), status_(other.status_) {}

Child::~Child() {
    if (pid_ < 0 || status_) return;
    ::kill(-pid_, SIGKILL);
    int ignored = 0;
    ::waitpid(pid_, &ignored, 0);
}

bool Child::running() {
    return !wait(Deadline(Milliseconds::zero()));
}

std::optional<ExitStatus> Child::wait(const Deadline& deadline) {
    if (!status_ && poll_readable(pidfd_.get(), deadline)) status_ = reap(pid_);
    return status_;
}

void Child::signal(int signal) {
    if (!status_) ::kill(-pid_, signal);
}

ExitStatus Child::stop(Milliseconds grace) {
    if (grace > Milliseconds::zero()) {
        signal(SIGTERM);
        if (const auto status = wait(Deadline(grace))) return *status;
    }
    signal(SIGKILL);
    const Deadline deadline(kReapTime);
    if (const auto status = wait(deadline)) return *status;
    throw_timeout(fmt::format("process {} to die", pid_), deadline);
}

}  // namespace tetherlab::base
