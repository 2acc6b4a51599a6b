// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/agent_hotspot.hpp"

#include "gadget/base/error.hpp"

#include <utility>

namespace tetherlab::bench {

agent::Hello AgentHotspot::greet(base::UniqueFd in, base::UniqueFd out, const std::string& name,
                                 const base::Deadline& deadline) {
    agent_.emplace(std::move(in), std::move(out), name,
                   [this](const agent::Event& event) { pass_on(event); });
    try {
        agent::Hello hello = agent_->hello(deadline);
        versions_["agent"] = hello.agent;
        versions_["gadget kernel"] = hello.kernel;
        return hello;
    } catch (...) {
        leave();
        throw;
    }
}

void AgentHotspot::quit(const base::Deadline& deadline) noexcept {
    try {
        if (agent_) agent_->quit(deadline);
    } catch (const std::exception&) {
        // It is gone, or notices the end of the stream.
    }
}

void AgentHotspot::pass_on(const agent::Event& event) {
    nlohmann::json data = event.with;
    if (event.name != "fault") {
        log_.emit(event::Kind::kUsb, event.name, std::move(data));
        return;
    }
    data["at_us"] = event.at.count();
    log_.emit(event::Kind::kFault, event.with.value("id", ""), std::move(data));
}

std::vector<agent::Deviation> AgentHotspot::prepare(const profile::Profile& profile,
                                                    const base::Deadline& deadline) {
    return agent_->prepare(profile::emit(profile), profile.name + ".yaml", deadline).deviations;
}

void AgentHotspot::plug(const base::Deadline& deadline) {
    agent_->plug(deadline);
}

void AgentHotspot::unplug(const base::Deadline& deadline) {
    agent_->unplug(deadline);
}

void AgentHotspot::arm(const fault::Order& order, const base::Deadline& deadline) {
    agent_->arm(order.yaml, deadline);
}

void AgentHotspot::fire(const std::string& id, const base::Deadline& deadline) {
    agent_->fire(id, deadline);
}

void AgentHotspot::end(const std::string& id, const base::Deadline& deadline) {
    agent_->end(id, deadline);
}

}  // namespace tetherlab::bench
