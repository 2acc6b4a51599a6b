// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/tests/vm/agent_process.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <chrono>

namespace tetherlab::agent {

using namespace std::chrono_literals;

AgentProcess::AgentProcess(const std::map<std::string, std::string>& env) {
    ::signal(SIGPIPE, SIG_IGN);  // some tests kill the agent
    base::Pipe requests = base::make_pipe();
    base::Pipe answers = base::make_pipe();
    base::SpawnOptions options;
    options.err = "/dev/console";
    options.input_fd = requests.read_end.get();
    options.output_fd = answers.write_end.get();
    options.env = env;
    child_ = std::make_unique<base::Child>(base::Argv{"tetherlab-gadget", "--udc", "dummy_udc.0"}, options);
    client_ = std::make_unique<Client>(std::move(answers.read_end), std::move(requests.write_end), "agent",
                                       [this](const Event& event) {
                                           const std::lock_guard lock(mutex_);
                                           states_.push_back(event.with.at("state"));
                                           changed_.notify_all();
                                       });
}

AgentProcess::~AgentProcess() {
    hang_up();
    child_->wait(base::Deadline(20s));
}

std::vector<std::string> AgentProcess::states() {
    const std::lock_guard lock(mutex_);
    return states_;
}

void AgentProcess::wait_for_states(std::size_t count) {
    const base::Deadline deadline(20s);
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, deadline.remaining(), [&] { return states_.size() >= count; })) {
        base::throw_timeout(fmt::format("{} UDC states; there were: {}", count, base::join(states_, ", ")),
                            deadline);
    }
}

}  // namespace tetherlab::agent
