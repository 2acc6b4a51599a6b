// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/scenario.hpp"

#include "gadget/base/error.hpp"
#include "harness/scenario/step_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tetherlab::scenario {
namespace {

using base::YamlNode;

void require_name(const YamlNode& node) {
    const std::string name = node.text();
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (name.empty() || !std::all_of(name.begin(), name.end(), allowed)) {
        node.fail(fmt::format("expected a name of a-z, 0-9 and '-', got '{}'", name));
    }
}

Scenario read(const YamlNode& root, const std::string& file_name) {
    root.allow_keys({"scenario", "title", "hotspot", "image", "seed", "steps"});
    require_name(root.at("scenario"));
    Scenario scenario;
    scenario.name = root.at("scenario").text();
    scenario.title = root.at("title").text();
    scenario.hotspot = root.at("hotspot").text();
    if (const auto image = root.find("image")) scenario.image = image->text();
    if (const auto seed = root.find("seed")) {
        scenario.seed = static_cast<std::uint64_t>(seed->integer(1, kLargestSeed));
    }
    scenario.file = file_name;
    const YamlNode steps = root.at("steps");
    StepReader reader(scenario.file.parent_path());
    for (const YamlNode& step : steps.items()) scenario.steps.push_back(reader.read(step));
    if (scenario.steps.empty()) steps.fail("expected at least one step, got an empty list");
    if (scenario.image.empty() && flashes(scenario))
        root.fail("a 'flash' step needs a key 'image', got none");
    return scenario;
}

}  // namespace

bool flashes(const Scenario& scenario) {
    return std::any_of(scenario.steps.begin(), scenario.steps.end(),
                       [](const Step& step) { return std::holds_alternative<Flash>(step.action); });
}

Scenario parse(const std::string& yaml, const std::string& file_name) {
    return read(YamlNode::parse(yaml, file_name), file_name);
}

Scenario load(const std::filesystem::path& file) {
    return read(YamlNode::load(file), file.string());
}

}  // namespace tetherlab::scenario
