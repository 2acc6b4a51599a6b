// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/unique_fd.hpp"
#include "harness/power/qemu_args.hpp"

#include <filesystem>

namespace tetherlab::power {

// The gadget VM, running from construction to destruction. The kernel ends it when the thread that made it
// ends.
class GadgetVm {
public:
    // Returns when QEMU has connected to the agent's socket; the agent itself answers later. Throws
    // base::Error with what QEMU said, base::TimeoutError.
    GadgetVm(const GadgetVmParts& parts, const std::filesystem::path& qemu_log,
             const base::Deadline& deadline);

    // The byte stream to the agent, for agent::Client; once.
    base::UniqueFd take_agent() { return std::move(agent_); }

    bool running() { return qemu_.running(); }

private:
    base::UniqueFd listener_;
    base::Child qemu_;
    base::UniqueFd agent_;
};

}  // namespace tetherlab::power
