// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/ordered_faults.hpp"

#include "gadget/base/text.hpp"
#include "harness/observe/capture.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace tetherlab::scenario {
namespace {

constexpr std::uintmax_t kLargestLog = 1 << 20;  // bytes

}  // namespace

fault::Order OrderedFaults::add(const base::YamlNode& step) {
    return add(step, fault::parse_order(step), {});
}

fault::Order OrderedFaults::add_replay(const base::YamlNode& step) {
    const std::filesystem::path file = folder_ / step.at("replay").text();
    std::error_code missing;
    if (!std::filesystem::is_regular_file(file, missing) ||
        std::filesystem::file_size(file, missing) > kLargestLog) {
        step.at("replay").fail(
            fmt::format("expected a kernel log of at most 1 MiB beside this file, got '{}'", file.string()));
    }
    observe::Capture capture = observe::read_capture(base::read_file(file), file.string());
    return add(step, fault::parse_replay(step, capture.timeline), std::move(capture.events));
}

fault::Order OrderedFaults::add(const base::YamlNode& step, fault::Order order,
                                std::vector<observe::KernelEvent> capture) {
    const auto [entry, added] =
        by_id_.try_emplace(order.id, Entry{step.place(), order.trigger, std::nullopt});
    if (!added) {
        step.fail(fmt::format("a fault '{}' is ordered at {}; give one of them another name with 'as'",
                              order.id, entry->second.place));
    }
    if (auto playback = fault::playback(order)) {
        entry->second.replay = {order.id, std::move(*playback), std::move(capture)};
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

verdict::Replayed OrderedFaults::require_replay(const base::YamlNode& node) const {
    const std::string id = node.text();
    require(node, id);
    if (const auto& replay = by_id_.at(id).replay) return *replay;
    node.fail(fmt::format("expected a fault that replays a timeline, got '{}'", id));
}

}  // namespace tetherlab::scenario
