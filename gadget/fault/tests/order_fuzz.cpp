// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/yaml.hpp"
#include "gadget/fault/order.hpp"

#include <cstdlib>
#include <optional>

namespace {

using namespace tetherlab;

std::optional<fault::Order> parsed(const std::string& yaml) {
    try {
        return fault::parse_order(base::YamlNode::parse(yaml, "fuzz.yaml"));
    } catch (const base::ConfigError&) {
        return std::nullopt;
    }
}

}  // namespace

// Any text is either refused with a ConfigError or gives an order that the agent reads in the same way.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto first = parsed(std::string(reinterpret_cast<const char*>(data), size));
    if (!first) return 0;
    const auto again = parsed(first->yaml);
    if (!again || again->yaml != first->yaml || again->id != first->id) std::abort();
    return 0;
}
