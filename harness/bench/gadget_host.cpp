// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/gadget_host.hpp"

#include "gadget/base/error.hpp"

#include <fcntl.h>

#include <utility>

namespace tetherlab::bench {

GadgetHost::GadgetHost(const Parts& parts)
    : log_(parts.log),
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
    event::step(log_, resumes_ ? "gadget VM: resume" : "gadget VM: boot", [&] {
        base::UniqueFd stream = vm_.connect_agent(deadline);
        if (resumes_) vm_.resume(deadline);
        base::UniqueFd out(
            base::check(::fcntl(stream.get(), F_DUPFD_CLOEXEC, 3), "duplicate", "the agent's stream"));
        agent_.emplace(std::move(stream), std::move(out), "agent on gadget VM",
                       [this](const agent::Event& event) { pass_on(event); });
        const agent::Hello hello = agent_->hello(deadline);
        versions_["agent"] = hello.agent;
        versions_["gadget kernel"] = hello.kernel;
    });
}

void GadgetHost::pass_on(const agent::Event& event) {
    nlohmann::json data = event.with;
    if (event.name != "fault") {
        log_.emit(event::Kind::kUsb, event.name, std::move(data));
        return;
    }
    data["at_us"] = event.at.count();
    log_.emit(event::Kind::kFault, event.with.value("id", ""), std::move(data));
}

std::vector<agent::Deviation> GadgetHost::prepare(const profile::Profile& profile,
                                                  const base::Deadline& deadline) {
    return agent_->prepare(profile::emit(profile), profile.name + ".yaml", deadline).deviations;
}

void GadgetHost::plug(const base::Deadline& deadline) {
    agent_->plug(deadline);
}

void GadgetHost::unplug(const base::Deadline& deadline) {
    agent_->unplug(deadline);
}

void GadgetHost::arm(const fault::Order& order, const base::Deadline& deadline) {
    agent_->arm(order.yaml, deadline);
}

void GadgetHost::fire(const std::string& id, const base::Deadline& deadline) {
    agent_->fire(id, deadline);
}

void GadgetHost::end(const std::string& id, const base::Deadline& deadline) {
    agent_->end(id, deadline);
}

}  // namespace tetherlab::bench
