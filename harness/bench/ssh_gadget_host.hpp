// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/unix_socket.hpp"
#include "harness/bench/agent_hotspot.hpp"
#include "harness/bench/hardware.hpp"
#include "harness/event/event.hpp"

#include <signal.h>

#include <filesystem>
#include <set>
#include <string>

namespace tetherlab::bench {

// A gadget host reached by ssh, and the agent that is installed there, which runs as long as the connection
// lasts: when that ends, in whatever way, it releases the hotspot. It has to be made on a thread that
// outlives it.
class SshGadgetHost : public AgentHotspot {
public:
    struct Parts {
        GadgetOverSsh host;
        std::filesystem::path ssh_log;  // of what ssh and the agent say
        event::Log& log;                // has to outlive it
    };

    // Starts ssh and returns at once.
    explicit SshGadgetHost(const Parts& parts);
    SshGadgetHost(const SshGadgetHost&) = delete;
    SshGadgetHost& operator=(const SshGadgetHost&) = delete;

    // Waits until the agent has released the hotspot.
    ~SshGadgetHost() override;

    // What can be done to hotspots of a controller such as dwc2, with tether_shape. Not "udc.reset": only
    // tether_udc tells of the router's bus resets.
    static std::set<std::string> capabilities();

    // Waits for the agent's first answer. Before anything else. Throws base::Error with what ssh said, or
    // that names the capabilities which are missing there; base::TimeoutError.
    void meet(const base::Deadline& deadline);

    // Ends the connection. Any thread.
    void abort() noexcept { ssh_.signal(SIGKILL); }

private:
    void greet_agent(const base::Deadline& deadline);
    std::string last_words() const;

    GadgetOverSsh host_;
    std::filesystem::path ssh_log_;
    base::SocketPair stream_ = base::make_socket_pair();
    base::Child ssh_;
};

}  // namespace tetherlab::bench
