// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/yaml.hpp"
#include "gadget/fault/order.hpp"

#include <map>
#include <string>

namespace tetherlab::scenario {

// The faults that a scenario has ordered so far, while it is read: later steps go by their names. Throws
// base::ConfigError with the place.
class OrderedFaults {
public:
    // Reads the step that orders a fault. Refuses a name that another one has.
    fault::Order add(const base::YamlNode& step);

    // Refuses a fault that no step before has ordered; `node` is what names it.
    void require(const base::YamlNode& node, const std::string& id) const;

    // The trigger of a fault that waits for a request of the scenario; refuses any other.
    const fault::Trigger& require_fireable(const base::YamlNode& node) const;

private:
    struct Entry {
        std::string place;
        fault::Trigger trigger;
    };

    std::map<std::string, Entry> by_id_;
};

}  // namespace tetherlab::scenario
