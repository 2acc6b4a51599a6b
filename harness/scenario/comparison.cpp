// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/comparison.hpp"

#include <utility>

namespace tetherlab::scenario {

Scenario on_control(Scenario scenario) {
    if (!flashes(scenario)) scenario.steps.insert(scenario.steps.begin(), {"flash", "", Flash{}});
    return scenario;
}

std::string left_out_on_pc(const Action& action) {
    if (std::holds_alternative<Flash>(action)) return "a PC has no firmware to flash";
    if (std::holds_alternative<SetLan>(action)) return "a PC has no LAN of its own";
    if (std::holds_alternative<SetWan>(action)) return "a PC takes any network device for its WAN";
    return "";
}

void compare(Run& run, Run on_control, const verdict::Control& control) {
    const verdict::Conclusion conclusion =
        verdict::conclude(run.wan.value(), on_control.wan.value(), control);
    if (conclusion.culprit != verdict::Culprit::kUnknown) {
        verdict::confront(run.diagnoses, on_control.diagnoses);
    }
    run.comparison = {control.name, std::make_shared<const Run>(std::move(on_control)), conclusion};
}

}  // namespace tetherlab::scenario
