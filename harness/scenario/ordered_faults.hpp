// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/yaml.hpp"
#include "gadget/fault/order.hpp"
#include "harness/verdict/replay.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace tetherlab::scenario {

// The faults that a scenario has ordered so far, while it is read: later steps go by their names. Throws
// base::ConfigError with the place.
class OrderedFaults {
public:
    // `folder`: the scenario's, where the logs are that it replays.
    explicit OrderedFaults(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // Reads the step that orders a fault. Refuses a name that another one has.
    fault::Order add(const base::YamlNode& step);

    // The same for a step that replays a log, and reads that.
    fault::Order add_replay(const base::YamlNode& step);

    // Refuses a fault that no step before has ordered; `node` is what names it.
    void require(const base::YamlNode& node, const std::string& id) const;

    // The trigger of a fault that waits for a request of the scenario; refuses any other.
    const fault::Trigger& require_fireable(const base::YamlNode& node) const;

    // What the router has to show of a fault that plays a timeline; refuses any other.
    verdict::Replayed require_replay(const base::YamlNode& node) const;

private:
    struct Entry {
        std::string place;
        fault::Trigger trigger;
        std::optional<verdict::Replayed> replay;
    };

    fault::Order add(const base::YamlNode& step, fault::Order order,
                     std::vector<observe::KernelEvent> capture);

    std::filesystem::path folder_;
    std::map<std::string, Entry> by_id_;
};

}  // namespace tetherlab::scenario
