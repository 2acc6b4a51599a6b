// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/client.hpp"
#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "harness/bench/bench.hpp"
#include "harness/event/event.hpp"
#include "harness/power/gadget_vm.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tetherlab::bench {

// The gadget VM and the agent in it: plugs emulated hotspots into whatever machine is at the other end of its
// wire. What the agent tells goes to the log as events. It has to be made on a thread that outlives it.
class GadgetHost : public Hotspot {
public:
    struct Parts {
        power::GadgetVmParts vm;
        base::Argv in_network;  // before QEMU's command line
        std::filesystem::path qemu_log;
        event::Log& log;  // has to outlive it
    };

    // Starts the VM and returns at once.
    explicit GadgetHost(const Parts& parts);

    // What can be done to its hotspots.
    static std::set<std::string> capabilities(power::WireKind wire);

    // Waits for the agent's first answer, of a VM that boots or goes on from its snapshot. Before anything
    // else. Throws base::Error, base::TimeoutError.
    void meet(const base::Deadline& deadline);

    // "agent" and "gadget kernel".
    const std::map<std::string, std::string>& versions() const { return versions_; }

    // As power::GadgetVm.
    void save(const base::Deadline& deadline) { vm_.save(deadline); }

    std::vector<agent::Deviation> prepare(const profile::Profile& profile,
                                          const base::Deadline& deadline) override;
    void plug(const base::Deadline& deadline) override;
    void unplug(const base::Deadline& deadline) override;
    void arm(const fault::Order& order, const base::Deadline& deadline) override;
    void fire(const std::string& id, const base::Deadline& deadline) override;
    void end(const std::string& id, const base::Deadline& deadline) override;

private:
    void pass_on(const agent::Event& event);

    event::Log& log_;
    bool resumes_;
    power::GadgetVm vm_;
    std::optional<agent::Client> agent_;
    std::map<std::string, std::string> versions_;
};

}  // namespace tetherlab::bench
