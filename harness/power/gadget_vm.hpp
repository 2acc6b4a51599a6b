// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/unique_fd.hpp"
#include "harness/power/qemu_args.hpp"
#include "harness/power/qmp.hpp"
#include "harness/power/unix_listener.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace tetherlab::power {

// The gadget VM, running from construction to destruction. It goes before what else runs on this machine, as
// if it had a processor of its own, or else faults would be late. The kernel ends it when the thread that
// made it ends.
class GadgetVm {
public:
    // Starts QEMU, with `in_network` before its command line, and returns at once.
    GadgetVm(const GadgetVmParts& parts, const base::Argv& in_network, std::filesystem::path qemu_log);

    // The byte stream to the agent, as soon as QEMU has connected it; the agent itself answers when it has
    // started. Once. Throws base::Error with what QEMU said when it ended, base::TimeoutError.
    base::UniqueFd connect_agent(const base::Deadline& deadline);

    // Lets a VM started with a snapshot to resume go on where it was saved: call it once the agent's stream
    // is there. Throws base::Error with what QEMU said, base::TimeoutError.
    void resume(const base::Deadline& deadline);

    // Writes the snapshot of a VM started with one to save; the VM stands still from then on. Throws as
    // resume().
    void save(const base::Deadline& deadline);

    // Becomes readable when the VM has ended, like base::Child::pidfd().
    int pidfd() const { return qemu_.pidfd(); }

    bool running() { return qemu_.running(); }

private:
    void control(const base::Deadline& deadline, const std::function<void(Qmp&)>& work);

    std::filesystem::path qemu_log_;
    std::optional<SnapshotParts> snapshot_;
    UnixListener agent_;
    std::unique_ptr<UnixListener> control_;
    base::Child qemu_;
};

}  // namespace tetherlab::power
