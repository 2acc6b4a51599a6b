// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/comparison.hpp"

#include <utility>

namespace tetherlab::scenario {

Scenario on_control(Scenario scenario) {
    if (!flashes(scenario)) scenario.steps.insert(scenario.steps.begin(), {"flash", "", Flash{}});
    return scenario;
}

void compare(Run& run, Run on_control, std::string control) {
    const verdict::Conclusion conclusion = verdict::conclude(run.wan.value(), on_control.wan.value());
    if (conclusion.culprit != verdict::Culprit::kUnknown) {
        verdict::confront(run.diagnoses, on_control.diagnoses);
    }
    run.comparison = {std::move(control), std::make_shared<const Run>(std::move(on_control)), conclusion};
}

}  // namespace tetherlab::scenario
