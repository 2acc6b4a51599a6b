// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/scenario/verbs.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tetherlab::scenario {

// Everything an action says, as lines: "lan 192.168.8.1/24", "expect driver: rndis_host: driver rndis_host
// …".
std::vector<std::string> to_lines(const Action& action);

// Verbs that do nothing, always pass, and write down what they are told.
class RecordingVerbs : public Verbs {
public:
    explicit RecordingVerbs(std::shared_ptr<std::vector<std::string>> lines) : lines_(std::move(lines)) {}

    Outcome perform(const Action& action) override;

    observe::Facts observe(const observe::Needs&) override { return {}; }

    verdict::Trial ask_wan() override { return {verdict::Verdict::kSkipped, "nobody is there", {}}; }

    std::vector<observe::FaultProgress> faults() const override { return {}; }

private:
    std::shared_ptr<std::vector<std::string>> lines_;
};

}  // namespace tetherlab::scenario
