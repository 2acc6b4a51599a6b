// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/scenario.hpp"

#include "gadget/base/error.hpp"
#include "harness/scenario/ordered_faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tetherlab::scenario {
namespace {

using base::YamlNode;

constexpr const char* kSteps =
    "flash, lan, wan, plug, unplug, select-configuration, expect, upload, fault, replay, fire, end";

void require_name(const YamlNode& node) {
    const std::string name = node.text();
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (name.empty() || !std::all_of(name.begin(), name.end(), allowed)) {
        node.fail(fmt::format("expected a name of a-z, 0-9 and '-', got '{}'", name));
    }
}

// A name that becomes part of a uci command and of paths below /sys/class/net (dev_valid_name,
// net/core/dev.c).
void require_device(const YamlNode& node) {
    const std::string name = node.text();
    const auto allowed = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_';
    };
    if (name.empty() || name.size() > 15 || name[0] == '.' ||
        !std::all_of(name.begin(), name.end(), allowed)) {
        node.fail(fmt::format("expected a network device such as usb0, got '{}'", name));
    }
}

Action word_action(const YamlNode& node) {
    const std::string word = node.text();
    if (word == "flash") return Flash{};
    if (word == "plug") return Plug{};
    if (word == "unplug") return Unplug{};
    const std::vector<std::string> words{"flash", "plug", "unplug"};
    node.one_of(words);
    node.fail(fmt::format("expected one of {}", kSteps));
}

SetLan read_lan(const YamlNode& value) {
    try {
        return {router::Ipv4Interface::parse(value.text())};
    } catch (const base::Error&) {
        value.fail(fmt::format("expected an address such as 192.168.8.1/24, got '{}'", value.text()));
    }
}

// The steps of one file, in its order.
class StepReader {
public:
    explicit StepReader(std::filesystem::path folder) : faults_(std::move(folder)) {}

    Step read(const YamlNode& node) {
        if (node.is_scalar()) return {node.text(), node.place(), word_action(node)};
        if (node.find("fault")) return read_fault(node);
        if (node.find("replay")) return read_replay(node);
        return map_step(node);
    }

private:
    Step map_step(const YamlNode& node) const;
    Step read_fault(const YamlNode& node);
    Step read_replay(const YamlNode& node);
    Expect read_expect(const YamlNode& value) const;

    OrderedFaults faults_;
};

Step StepReader::read_fault(const YamlNode& node) {
    fault::Order order = faults_.add(node);
    std::string name = "fault: " + order.kind->name;
    if (order.id != order.kind->name) name += " as " + order.id;
    return {name, node.place(), ArmFault{std::move(order)}};
}

Step StepReader::read_replay(const YamlNode& node) {
    const std::string file = node.at("replay").text();
    return {"replay: " + file, node.place(), ArmFault{faults_.add_replay(node)}};
}

Expect StepReader::read_expect(const YamlNode& value) const {
    Expect expect;
    for (const YamlNode& item : value.items()) {
        Expectation expectation = parse_expectation(item);
        if (const auto* has = std::get_if<verdict::FaultHas>(&expectation.assertion)) {
            faults_.require(item.at("fault"), has->id);
        }
        if (auto* replayed = std::get_if<verdict::Replayed>(&expectation.assertion)) {
            *replayed = faults_.require_replay(item.at("replayed"));
        }
        expect.expectations.push_back(std::move(expectation));
    }
    if (expect.expectations.empty()) value.fail("expected at least one assertion, got an empty list");
    return expect;
}

Step StepReader::map_step(const YamlNode& node) const {
    node.allow_keys(
        {"lan", "wan", "select-configuration", "expect", "upload", "fault", "replay", "fire", "end"});
    const std::vector<std::string> keys = node.keys();
    if (keys.size() != 1) {
        node.fail(fmt::format("expected one step for each list entry, got {}; the steps are {}", keys.size(),
                              kSteps));
    }
    const std::string& key = keys.front();
    const YamlNode value = node.at(key);
    if (key == "expect") return {"expect", node.place(), read_expect(value)};

    const std::string name = key + ": " + value.text();
    if (key == "lan") return {name, node.place(), read_lan(value)};
    if (key == "wan") {
        require_device(value);
        return {name, node.place(), SetWan{value.text()}};
    }
    if (key == "upload") return {name, node.place(), Upload{value.duration()}};
    if (key == "fire") {
        return {name, node.place(), FireFault{value.text(), faults_.require_fireable(value).delay}};
    }
    if (key == "end") {
        faults_.require(value, value.text());
        return {name, node.place(), EndFault{value.text()}};
    }
    return {name, node.place(), SelectConfiguration{static_cast<std::uint8_t>(value.integer(1, 255))}};
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
