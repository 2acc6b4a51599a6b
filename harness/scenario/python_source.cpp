// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/python_source.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include <nlohmann/json.hpp>

namespace tetherlab::scenario {
namespace {

using base::YamlNode;

// A JSON string is a Python string.
std::string literal(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

std::string value(const YamlNode& node) {
    if (node.is_scalar()) return literal(node.text());
    std::vector<std::string> parts;
    if (node.is_map()) {
        for (const std::string& key : node.keys()) {
            parts.push_back(fmt::format("{}: {}", literal(key), value(node.at(key))));
        }
        return "{" + base::join(parts, ", ") + "}";
    }
    for (const YamlNode& item : node.items()) parts.push_back(value(item));
    return "[" + base::join(parts, ", ") + "]";
}

// Words of a file that Python has as numbers.
bool is_number(const std::string& key) {
    const std::array<std::string, 4> numbers{"configuration", "select-configuration", "times", "seed"};
    return std::find(numbers.begin(), numbers.end(), key) != numbers.end();
}

std::string argument(const std::string& key, const YamlNode& node) {
    return is_number(key) && node.is_scalar() ? node.text() : value(node);
}

// The word of a file as Python's API has it.
std::string function_name(std::string key) {
    static const std::map<std::string, std::string> others{
        {"fault", "arm"}, {"lan", "set_lan"}, {"wan", "set_wan"}};
    if (const auto other = others.find(key); other != others.end()) return other->second;
    std::replace(key.begin(), key.end(), '-', '_');
    return key;
}

std::string assertion(const YamlNode& entry);

// The keys beside the first one, as keyword arguments.
std::string keywords(const YamlNode& entry, const std::string& first) {
    std::string text;
    for (const std::string& key : entry.keys()) {
        if (key != first)
            text += fmt::format(", {}={}", key == "as" ? "as_" : key, argument(key, entry.at(key)));
    }
    return text;
}

// `within` and the like may stand before the assertion itself.
std::string assertion_key(const YamlNode& entry) {
    const std::array<std::string, 3> beside{"within", "names", "times"};
    for (const std::string& key : entry.keys()) {
        if (std::find(beside.begin(), beside.end(), key) == beside.end()) return key;
    }
    entry.fail("expected an assertion, got none");
}

std::string assertion(const YamlNode& entry) {
    const std::string key = assertion_key(entry);
    const YamlNode node = entry.at(key);
    if (key == "not") return fmt::format("that.not_({}{})", assertion(node), keywords(entry, key));
    std::string name = key;
    std::replace(name.begin(), name.end(), '-', '_');
    return fmt::format("that.{}({}{})", name, argument(key, node), keywords(entry, key));
}

std::string expect(const YamlNode& list) {
    std::string text = "bench.expect(\n";
    for (const YamlNode& entry : list.items()) text += fmt::format("        {},\n", assertion(entry));
    return text + "    )";
}

std::string order(const YamlNode& step, const std::string& key) {
    const auto with = step.find("with");
    std::string text = fmt::format("bench.{}({}", function_name(key), value(step.at(key)));
    if (with) text += ", " + value(*with);
    for (const std::string other : {"as", "on", "after", "seed"}) {
        if (const auto node = step.find(other)) {
            text += fmt::format(", {}={}", other == "as" ? "as_" : other, argument(other, *node));
        }
    }
    return text + ")";
}

std::string call(const YamlNode& step) {
    if (step.is_scalar()) return fmt::format("bench.{}()", step.text());
    for (const char* key : {"fault", "replay"}) {
        if (step.find(key)) return order(step, key);
    }
    const std::string key = step.keys().front();
    if (key == "expect") return expect(step.at(key));
    return fmt::format("bench.{}({})", function_name(key), argument(key, step.at(key)));
}

std::string make_bench(const YamlNode& scenario) {
    std::string text = fmt::format("tetherlab.Bench({}", literal(scenario.at("hotspot").text()));
    if (const auto image = scenario.find("image")) text += ", image=" + literal(image->text());
    text += ", name=" + literal(scenario.at("scenario").text());
    text += ", title=" + literal(scenario.at("title").text());
    if (const auto seed = scenario.find("seed")) text += ", seed=" + seed->text();
    return text + ")";
}

}  // namespace

std::string python_source(const YamlNode& scenario) {
    std::string text = fmt::format(
        "import tetherlab\n"
        "from tetherlab import assertions as that\n"
        "\n"
        "with {} as bench:\n",
        make_bench(scenario));
    for (const YamlNode& step : scenario.at("steps").items()) text += fmt::format("    {}\n", call(step));
    return text;
}

}  // namespace tetherlab::scenario
