// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/scenario/run.hpp"
#include "harness/scenario/scenario.hpp"

#include <string>

namespace tetherlab::scenario {

// The scenario as a control that needs another firmware does it: one that flashes nothing flashes first.
Scenario on_control(Scenario scenario);

// Why a step is left out on a PC; empty for one that is done there.
std::string left_out_on_pc(const Action& action);

// Adds to `run`, of the device under test, what `on_control` says, a run of the same scenario and seed: the
// comparison, and evidence to each diagnosis. Both runs are ones with Run::wan.
void compare(Run& run, Run on_control, const verdict::Control& control);

}  // namespace tetherlab::scenario
