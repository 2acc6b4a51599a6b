// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/gadget_host.hpp"

#include "gadget/base/error.hpp"

#include <fcntl.h>

#include <utility>

namespace tetherlab::bench {

GadgetHost::GadgetHost(const Parts& parts)
    : AgentHotspot(parts.log),
      resumes_(parts.vm.snapshot && parts.vm.snapshot->use == power::SnapshotParts::Use::kResume),
      vm_(parts.vm, parts.in_network, parts.qemu_log) {}

// On the stock wire the gadget VM's own kernel is the first to enumerate the hotspot, and what goes wrong
// then the machine at the wire's other end never sees.
std::set<std::string> GadgetHost::capabilities(power::WireKind wire) {
    std::set<std::string> all{kAnyHotspot, "net", "udc.data", "udc.detach"};
    if (wire == power::WireKind::kUdc) all.insert({"udc.ep0", "udc.reset"});
    return all;
}

void GadgetHost::meet(const base::Deadline& deadline) {
    event::step(log(), resumes_ ? "gadget VM: resume" : "gadget VM: boot", [&] {
        base::UniqueFd stream = vm_.connect_agent(deadline);
        if (resumes_) vm_.resume(deadline);
        base::UniqueFd out(
            base::check(::fcntl(stream.get(), F_DUPFD_CLOEXEC, 3), "duplicate", "the agent's stream"));
        greet(std::move(stream), std::move(out), "agent on gadget VM", deadline);
    });
}

}  // namespace tetherlab::bench
