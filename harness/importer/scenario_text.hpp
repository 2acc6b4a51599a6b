// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/import.hpp"

#include <string>

namespace tetherlab::importer {

struct ScenarioText {
    std::string text;            // a scenario that scenario::parse() reads
    std::string without_replay;  // why no fault is in it; empty when one is
};

// A scenario that plugs the device's profile, `profile_file` beside it, into a router with its driver,
// replays what the log shows, and expects what has to come of it. Of a device with a draft.
ScenarioText scenario_text(const Imported& imported, const Import& import, const std::string& profile_file);

}  // namespace tetherlab::importer
