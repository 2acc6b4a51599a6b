// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/trigger.hpp"

#include "gadget/base/text.hpp"
#include "gadget/fault/quantity.hpp"

#include <fmt/format.h>

#include <array>

namespace tetherlab::fault {
namespace {

constexpr double kMostCount = 1000;
constexpr double kMostRate = 1e10;

// In the order of Trigger::On.
const std::array<std::string, 6> kWords{"now", "plug", "reset", "traffic", "dhcp", "request"};

[[noreturn]] void fail(const base::YamlNode& node, const std::string& first_word) {
    const std::string near = base::nearest(first_word, kWords);
    node.fail(fmt::format(
        "expected now, plug, reset N, traffic RATE, dhcp N or request, got '{}'{}", node.text(),
        near.empty() || near == first_word ? std::string() : fmt::format("; did you mean '{}'?", near)));
}

bool takes_count(Trigger::On on) {
    return on == Trigger::On::kReset || on == Trigger::On::kDhcp;
}

}  // namespace

std::string to_text(const Trigger& trigger) {
    const std::string& word = kWords.at(static_cast<std::size_t>(trigger.on));
    if (takes_count(trigger.on)) return fmt::format("{} {}", word, trigger.count);
    if (trigger.on == Trigger::On::kTraffic) {
        return fmt::format("{} {}", word, to_text(Unit::kBitRate, trigger.rate));
    }
    return word;
}

Trigger read_trigger(const base::YamlNode& node) {
    const std::string text = node.text();
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string word = text.substr(0, space);
    const std::string argument(base::trim(text.substr(space)));
    const auto found = std::find(kWords.begin(), kWords.end(), word);
    if (found == kWords.end()) fail(node, word);

    Trigger trigger;
    trigger.on = static_cast<Trigger::On>(found - kWords.begin());
    if (trigger.on == Trigger::On::kTraffic) {
        const auto rate = read_quantity(Unit::kBitRate, argument);
        if (!rate || *rate <= 0 || *rate > kMostRate) {
            node.fail(fmt::format("expected traffic with a rate such as 'traffic 5 Mbit/s', got '{}'", text));
        }
        trigger.rate = *rate;
    } else if (takes_count(trigger.on) && !argument.empty()) {
        const auto count = read_quantity(Unit::kCount, argument);
        if (!count || *count < 1 || *count > kMostCount) {
            node.fail(fmt::format("expected '{} N' with N from 1 to {}, got '{}'", word, kMostCount, text));
        }
        trigger.count = static_cast<int>(*count);
    } else if (!argument.empty()) {
        fail(node, word);
    }
    return trigger;
}

}  // namespace tetherlab::fault
