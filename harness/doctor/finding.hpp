// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace tetherlab::doctor {

enum class Level { kOk, kWarn, kFail };

// What one check found, and the command or the wiring that mends it; empty when there is nothing to mend.
struct Finding {
    Level level = Level::kOk;
    std::string check;   // "tap devices"
    std::string text;    // "Operation not permitted"
    std::string remedy;  // "run it as root"
};

Finding ok(std::string check, std::string text);
Finding warn(std::string check, std::string text, std::string remedy);
Finding fail(std::string check, std::string text, std::string remedy);

// What was found on one machine.
struct Section {
    std::string machine;
    std::vector<Finding> findings;
};

using Findings = std::vector<Section>;

Level worst(const Findings& findings);

enum class Colour { kNo, kYes };

// For people: a line for each finding, the remedy below it, and how many there are of each level.
std::string to_text(const Findings& findings, Colour colour);

// {"bench", "verdict": "ok"|"warn"|"fail", "checks": [{"machine", "check", "level", "text", "remedy"}, …]}
nlohmann::ordered_json to_json(const Findings& findings, std::string_view bench);

}  // namespace tetherlab::doctor
