// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/unique_fd.hpp"

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::base {

using Argv = std::vector<std::string>;

struct ExitStatus {
    int code = 0;  // exit code, or 128 + signal as a shell reports it

    bool success() const { return code == 0; }
};

struct Output {
    ExitStatus status;
    std::string out;
    std::string err;
};

struct RunOptions {
    std::string input = {};                       // written to standard input, then closed
    std::map<std::string, std::string> env = {};  // added to the environment
};

// Runs argv[0] (searched in PATH) to its end and collects what it wrote. The child dies with this process.
// Throws Error when it cannot be started, TimeoutError (after killing its process group) when it does not end
// in time.
Output run(const Argv& argv, const Deadline& deadline, const RunOptions& options = {});

// run(), and throws Error with the last lines of stderr unless the status is 0. Returns standard output.
std::string run_checked(const Argv& argv, const Deadline& deadline, const RunOptions& options = {});

// "ip netns add tl-lab", quoted where a shell would need it.
std::string to_text(const Argv& argv);

enum class Scheduling {
    kNormal,
    kRealTime,  // before everything of normal priority (SCHED_RR); as kNormal without CAP_SYS_NICE
};

struct SpawnOptions {
    std::filesystem::path out = "/dev/null";  // created or truncated
    std::filesystem::path err = "/dev/null";
    std::optional<int> input_fd = {};   // inherited as standard input; /dev/null when empty
    std::optional<int> output_fd = {};  // inherited as standard output, instead of `out`
    std::map<std::string, std::string> env = {};
    Scheduling scheduling = Scheduling::kNormal;
};

// A running program that this object owns: destroying it kills the process group and reaps it.
// The kernel kills the child when the thread that started it ends (PR_SET_PDEATHSIG).
class Child {
public:
    Child(const Argv& argv, const SpawnOptions& options);
    Child(Child&& other) noexcept;
    Child& operator=(Child&&) = delete;
    ~Child();

    pid_t pid() const { return pid_; }

    // Becomes readable when the process has ended (pidfd_open(2), Linux 5.3).
    int pidfd() const { return pidfd_.get(); }

    bool running();

    // The status, or nothing when `deadline` comes first.
    std::optional<ExitStatus> wait(const Deadline& deadline);

    // Sends `signal` to the process group; does nothing when it has ended.
    void signal(int signal);

    // SIGTERM, then SIGKILL when `grace` is over. Returns the status.
    ExitStatus stop(Milliseconds grace);

    ExitStatus kill() { return stop(Milliseconds::zero()); }

private:
    pid_t pid_ = -1;
    UniqueFd pidfd_;
    std::optional<ExitStatus> status_;
};

}  // namespace tetherlab::base
