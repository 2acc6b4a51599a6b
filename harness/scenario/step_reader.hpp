// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/yaml.hpp"
#include "harness/scenario/ordered_faults.hpp"
#include "harness/scenario/scenario.hpp"

#include <filesystem>
#include <utility>

namespace tetherlab::scenario {

// Reads the steps of one scenario in their order: a later one may name a fault that an earlier one ordered.
class StepReader {
public:
    // `folder`: the scenario's, where the logs are that it replays.
    explicit StepReader(std::filesystem::path folder) : faults_(std::move(folder)) {}

    // Throws base::ConfigError with the place.
    Step read(const base::YamlNode& node);

private:
    Step map_step(const base::YamlNode& node) const;
    Step read_fault(const base::YamlNode& node);
    Step read_replay(const base::YamlNode& node);
    Expect read_expect(const base::YamlNode& value) const;

    OrderedFaults faults_;
};

}  // namespace tetherlab::scenario
