// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/engine.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace tetherlab::fault {

Engine::Engine(Hardware& hardware, Signals& signals, std::set<std::string> capabilities, OnReport on_report)
    : hardware_(hardware),
      signals_(signals),
      capabilities_(std::move(capabilities)),
      on_report_(std::move(on_report)) {}

void Engine::arm(Order order) {
    for (const std::string& needed : capabilities_needed(order)) {
        if (order.kind->run != nullptr && capabilities_.contains(needed)) continue;
        throw base::Error("arm fault", order.id,
                          fmt::format("'{}' needs the capability '{}', which this hotspot lacks",
                                      order.kind->name, needed));
    }
    const auto found = faults_.find(order.id);
    if (found != faults_.end()) {
        const ArmedFault::State state = found->second->state();
        if (state == ArmedFault::State::kArmed || state == ArmedFault::State::kRunning) {
            throw base::Error("arm fault", order.id, fmt::format("one of that name is {}", to_text(state)));
        }
        faults_.erase(found);
    }
    const std::string id = order.id;
    faults_.emplace(id, std::make_unique<ArmedFault>(std::move(order), hardware_, signals_, on_report_));
}

ArmedFault& Engine::require(const char* action, const std::string& id) {
    const auto found = faults_.find(id);
    if (found != faults_.end()) return *found->second;
    std::vector<std::string> names;
    for (const auto& [name, fault] : faults_) names.push_back(name);
    throw base::Error(action, id,
                      names.empty() ? "no fault is armed"
                                    : fmt::format("no such fault; there is {}", base::join(names, ", ")));
}

void Engine::fire(const std::string& id) {
    ArmedFault& fault = require("fire fault", id);
    const Trigger& trigger = fault.order().trigger;
    if (trigger.on != Trigger::On::kRequest) {
        throw base::Error("fire fault", id, fmt::format("it fires by itself, on: {}", to_text(trigger)));
    }
    if (fault.state() != ArmedFault::State::kArmed) {
        throw base::Error("fire fault", id, fmt::format("it is {} already", to_text(fault.state())));
    }
    fault.fire();
}

void Engine::end(const std::string& id) {
    require("end fault", id).end();
}

void Engine::end_all() {
    faults_.clear();
}

std::vector<Engine::Status> Engine::faults() const {
    std::vector<Status> all;
    for (const auto& [id, fault] : faults_) all.push_back({id, fault->order().kind->name, fault->state()});
    return all;
}

}  // namespace tetherlab::fault
