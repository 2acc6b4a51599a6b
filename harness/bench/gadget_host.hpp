// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "harness/bench/agent_hotspot.hpp"
#include "harness/event/event.hpp"
#include "harness/power/gadget_vm.hpp"

#include <filesystem>
#include <set>
#include <string>

namespace tetherlab::bench {

// The gadget VM and the agent in it: plugs emulated hotspots into whatever machine is at the other end of its
// wire. It has to be made on a thread that outlives it.
class GadgetHost : public AgentHotspot {
public:
    struct Parts {
        power::GadgetVmParts vm;
        base::Argv in_network;  // before QEMU's command line
        std::filesystem::path qemu_log;
        event::Log& log;  // has to outlive it
    };

    // Starts the VM and returns at once.
    explicit GadgetHost(const Parts& parts);
    GadgetHost(const GadgetHost&) = delete;
    GadgetHost& operator=(const GadgetHost&) = delete;

    ~GadgetHost() override { leave(); }

    // What can be done to its hotspots.
    static std::set<std::string> capabilities(power::WireKind wire);

    // Waits for the agent's first answer, of a VM that boots or goes on from its snapshot. Before anything
    // else. Throws base::Error, base::TimeoutError.
    void meet(const base::Deadline& deadline);

    // As power::GadgetVm.
    void save(const base::Deadline& deadline) { vm_.save(deadline); }

private:
    bool resumes_;
    power::GadgetVm vm_;
};

}  // namespace tetherlab::bench
