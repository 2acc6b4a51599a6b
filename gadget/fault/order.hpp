// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/yaml.hpp"
#include "gadget/fault/kind.hpp"
#include "gadget/fault/timeline.hpp"
#include "gadget/fault/trigger.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace tetherlab::fault {

// A fault as a scenario orders it.
struct Order {
    const Kind* kind = nullptr;
    std::string id;  // its name in the scenario: `as`, or the kind's
    Values values;
    Trigger trigger;
    std::uint64_t seed = 0;  // 0: none was said
    std::string yaml;        // its flow form, for the agent: parse_order of it gives the same order
};

// Reads
//     fault: address-failure      the kind
//     as: first                   its name for later steps; the kind's without it
//     with: {stage: context, times: 2}
//     on: plug                    now | plug | reset N | traffic RATE | dhcp N | request; "now" without it
//     after: 250 ms               from that moment
//     seed: 7
// Throws base::ConfigError with the place for an unknown fault, parameter or word (naming the nearest), a
// value without its unit or out of range, and what the kind itself refuses.
Order parse_order(const base::YamlNode& node);

// Reads a step `replay: FILE` with the other keys of an order: the fault `replay` with this timeline, which
// FILE has.
Order parse_replay(const base::YamlNode& node, const Timeline& timeline);

// What an order of the fault `replay` plays; nothing for any other.
std::optional<Playback> playback(const Order& order);

// What the hotspot has to be capable of: what the kind needs, and what the trigger does.
std::set<std::string> capabilities_needed(const Order& order);

// The order with this seed unless it says one itself.
Order with_seed(Order order, std::uint64_t seed);

}  // namespace tetherlab::fault
