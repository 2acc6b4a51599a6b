// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/step_reader.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

namespace tetherlab::scenario {
namespace {

using base::YamlNode;

constexpr const char* kSteps =
    "flash, lan, wan, plug, unplug, select-configuration, expect, upload, fault, replay, fire, end";

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

}  // namespace

Step StepReader::read(const YamlNode& node) {
    if (node.is_scalar()) return {node.text(), node.place(), word_action(node)};
    if (node.find("fault")) return read_fault(node);
    if (node.find("replay")) return read_replay(node);
    return map_step(node);
}

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

}  // namespace tetherlab::scenario
