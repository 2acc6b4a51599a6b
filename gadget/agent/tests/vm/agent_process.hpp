// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/client.hpp"
#include "gadget/base/process.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace tetherlab::agent {

// A running tetherlab-gadget and a client connected to its standard streams.
class AgentProcess {
public:
    explicit AgentProcess(const std::map<std::string, std::string>& env = {});
    ~AgentProcess();

    Client& client() { return *client_; }

    base::Child& child() { return *child_; }

    // Closes the agent's standard input.
    void hang_up() { client_.reset(); }

    // The states of the UDC reported so far, oldest first.
    std::vector<std::string> states();

    // Waits until that many states have been reported in all. Throws base::TimeoutError.
    void wait_for_states(std::size_t count);

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> states_;
    std::unique_ptr<base::Child> child_;
    std::unique_ptr<Client> client_;
};

}  // namespace tetherlab::agent
