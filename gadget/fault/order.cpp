// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/order.hpp"

#include "gadget/fault/catalogue.hpp"
#include "gadget/fault/kinds/kinds.hpp"
#include "gadget/fault/quantity.hpp"

#include <fmt/format.h>
#include <yaml-cpp/emitter.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace tetherlab::fault {
namespace {

using base::YamlNode;

constexpr const char* kReplay = "replay";   // the kind
constexpr std::size_t kNameLength = 40;     // bytes
constexpr std::size_t kTextLength = 200;    // bytes
constexpr double kLongestDelay = 86'400e3;  // ms, a day

// The kind of fault that a step orders, and the parameters whose values do not stand under `with`.
struct Given {
    const Kind* kind = nullptr;
    std::map<std::string, std::string> texts = {};
};

const Kind& read_kind(const YamlNode& node) {
    std::vector<std::string> names;
    for (const Kind& kind : catalogue()) names.push_back(kind.name);
    return catalogue()[node.one_of(names)];
}

std::string read_id(const YamlNode& node) {
    const std::string id = node.text();
    if (id.empty() || id.size() > kNameLength ||
        id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos) {
        node.fail(fmt::format("expected a name of at most {} lower-case letters, digits and '-', got '{}'",
                              kNameLength, id));
    }
    return id;
}

void set_text(const Parameter& parameter, const std::string& text, Values& values) {
    values.set(parameter.name, text);
}

// Text and choice keep their text, everything else its number. Returns what is wrong with it, or nothing.
std::optional<std::string> set_value(const Parameter& parameter, const std::string& text, Values& values) {
    if (parameter.unit == Unit::kText) {
        const bool control =
            std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c >= 0x7f; });
        const auto longest = parameter.most > 0 ? static_cast<std::size_t>(parameter.most) : kTextLength;
        if (control || text.size() > longest) {
            return fmt::format("expected a text of at most {} ASCII characters", longest);
        }
        set_text(parameter, text, values);
        return std::nullopt;
    }
    const auto number = read_quantity(parameter.unit, text);
    if (!number) return fmt::format("expected {}, got '{}'", description(parameter.unit), text);
    if (*number < parameter.least || *number > parameter.most) {
        return fmt::format("expected '{}' from {} to {}, got '{}'", parameter.name,
                           to_text(parameter.unit, parameter.least), to_text(parameter.unit, parameter.most),
                           text);
    }
    values.set(parameter.name, *number);
    return std::nullopt;
}

void read_value(const Parameter& parameter, const YamlNode& node, Values& values) {
    if (parameter.unit == Unit::kChoice) {
        set_text(parameter, parameter.choices[node.one_of(parameter.choices)], values);
    } else if (const auto wrong = set_value(parameter, node.text(), values)) {
        node.fail(*wrong);
    }
}

void set_preset(const Parameter& parameter, Values& values) {
    if (parameter.unit == Unit::kChoice) {
        set_text(parameter, parameter.preset, values);
    } else {
        set_value(parameter, parameter.preset, values);
    }
}

Values read_values(const Given& given, const std::optional<YamlNode>& node) {
    Values values;
    for (const Parameter& parameter : given.kind->parameters) set_preset(parameter, values);
    for (const auto& [name, text] : given.texts) values.set(name, text);
    if (!node) return values;
    std::vector<std::string> names;
    for (const Parameter& parameter : given.kind->parameters) {
        if (!given.texts.contains(parameter.name)) names.push_back(parameter.name);
    }
    node->allow_keys(names);
    for (const Parameter& parameter : given.kind->parameters) {
        if (const auto value = node->find(parameter.name)) read_value(parameter, *value, values);
    }
    return values;
}

base::Milliseconds read_delay(const YamlNode& node) {
    const auto delay = read_quantity(Unit::kDuration, node.text());
    if (!delay) node.fail(fmt::format("expected {}, got '{}'", description(Unit::kDuration), node.text()));
    if (*delay < 0 || *delay > kLongestDelay) {
        node.fail(fmt::format("expected a delay from 0 ms to 24 h, got '{}'", node.text()));
    }
    return base::Milliseconds(static_cast<base::Milliseconds::rep>(*delay));
}

void put(YAML::Emitter& out, const std::string& key, const std::string& text) {
    out << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << text;
}

void put(YAML::Emitter& out, const YamlNode& node, const std::string& key) {
    if (const auto value = node.find(key)) put(out, key, value->text());
}

// Flow style on one line.
std::string to_yaml(const Given& given, const YamlNode& node, std::uint64_t seed) {
    YAML::Emitter out;
    out << YAML::Flow << YAML::BeginMap;
    put(out, "fault", given.kind->name);
    for (const char* key : {"as", "on", "after"}) put(out, node, key);
    const auto with = node.find("with");
    if (with || !given.texts.empty()) {
        out << YAML::Key << "with" << YAML::Value << YAML::Flow << YAML::BeginMap;
        for (const auto& [name, text] : given.texts) put(out, name, text);
        if (with) {
            for (const std::string& key : with->keys()) put(out, *with, key);
        }
        out << YAML::EndMap;
    }
    if (seed != 0) put(out, "seed", std::to_string(seed));
    out << YAML::EndMap;
    std::string yaml = out.c_str();
    std::replace(yaml.begin(), yaml.end(), '\n', ' ');  // the emitter breaks long lines
    return yaml;
}

// `name`: what names the fault.
Order read_order(const Given& given, const YamlNode& node, const YamlNode& name) {
    Order order;
    order.kind = given.kind;
    order.id = order.kind->name;
    if (const auto id = node.find("as")) order.id = read_id(*id);
    const auto with = node.find("with");
    order.values = read_values(given, with);
    if (order.kind->check) {
        const std::string wrong = order.kind->check(order.values);
        if (!wrong.empty()) with.value_or(name).fail(wrong);
    }
    if (const auto on = node.find("on")) order.trigger = read_trigger(*on);
    if (const auto after = node.find("after")) order.trigger.delay = read_delay(*after);
    if (const auto seed = node.find("seed")) {
        order.seed = static_cast<std::uint64_t>(seed->integer(1, std::numeric_limits<std::int64_t>::max()));
    }
    order.yaml = to_yaml(given, node, order.seed);
    return order;
}

}  // namespace

Order parse_order(const YamlNode& node) {
    node.allow_keys({"fault", "as", "with", "on", "after", "seed"});
    const YamlNode name = node.at("fault");
    return read_order({&read_kind(name)}, node, name);
}

Order parse_replay(const YamlNode& node, const Timeline& timeline) {
    node.allow_keys({"replay", "as", "with", "on", "after", "seed"});
    return read_order({find(kReplay), {{"timeline", to_text(timeline)}}}, node, node.at("replay"));
}

std::optional<Playback> playback(const Order& order) {
    if (order.kind != find(kReplay)) return std::nullopt;
    return playback(order.values);
}

std::set<std::string> capabilities_needed(const Order& order) {
    std::set<std::string> needed{order.kind->capability};
    if (order.trigger.on == Trigger::On::kReset) needed.insert(kResetCapability);
    return needed;
}

Order with_seed(Order order, std::uint64_t seed) {
    if (order.seed != 0 || seed == 0) return order;
    order.seed = seed;
    order.yaml = to_yaml({order.kind}, YamlNode::parse(order.yaml, order.id), seed);
    return order;
}

}  // namespace tetherlab::fault
