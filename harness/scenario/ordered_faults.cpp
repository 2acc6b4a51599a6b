// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/ordered_faults.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <vector>

namespace tetherlab::scenario {

fault::Order OrderedFaults::add(const base::YamlNode& step) {
    fault::Order order = fault::parse_order(step);
    const auto [entry, added] = by_id_.try_emplace(order.id, Entry{step.place(), order.trigger});
    if (!added) {
        step.fail(fmt::format("a fault '{}' is ordered at {}; give one of them another name with 'as'",
                              order.id, entry->second.place));
    }
    return order;
}

void OrderedFaults::require(const base::YamlNode& node, const std::string& id) const {
    if (by_id_.contains(id)) return;
    if (by_id_.empty()) node.fail(fmt::format("no step before this one orders a fault '{}'", id));
    std::vector<std::string> known;
    for (const auto& [name, entry] : by_id_) known.push_back(name);
    const std::string near = base::nearest(id, known);
    node.fail(fmt::format("no step before this one orders a fault '{}', only {}{}", id,
                          base::join(known, ", "),
                          near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
}

const fault::Trigger& OrderedFaults::require_fireable(const base::YamlNode& node) const {
    const std::string id = node.text();
    require(node, id);
    const fault::Trigger& trigger = by_id_.at(id).trigger;
    if (trigger.on == fault::Trigger::On::kRequest) return trigger;
    node.fail(fmt::format("fault '{}' fires on '{}' by itself; order it with 'on: request' to fire it here",
                          id, fault::to_text(trigger)));
}

}  // namespace tetherlab::scenario
