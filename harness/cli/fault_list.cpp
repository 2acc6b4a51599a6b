// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/fault_list.hpp"

#include "gadget/base/text.hpp"
#include "gadget/fault/quantity.hpp"

#include <fmt/format.h>

namespace tetherlab::cli {
namespace {

constexpr const char* kIntroduction = R"(# Faults

What a hotspot can do wrong on purpose. `lab/tetherlab faults --markdown` writes this page from the code; a test
compares the two. [Writing a scenario](writing-a-scenario.md) says how to order a fault,
[writing a fault](writing-a-fault.md) how to add one.

A fault is skipped on a bench that lacks its capability. Whether it says "to be armed before the plug" or not, it can
be armed at any time: what it changes then shows the next time the hotspot comes onto the bus.
)";

// "10 ms to 1 h", "rndis, ecm", empty for a text
std::string range(const fault::Parameter& parameter) {
    if (parameter.unit == fault::Unit::kText) return "";
    if (parameter.unit == fault::Unit::kChoice) return base::join(parameter.choices, ", ");
    return fmt::format("{} to {}", fault::to_text(parameter.unit, parameter.least),
                       fault::to_text(parameter.unit, parameter.most));
}

std::string preset(const fault::Parameter& parameter) {
    return parameter.preset.empty() ? "none" : parameter.preset;
}

std::string section(const fault::Kind& kind) {
    std::string page =
        fmt::format("\n## {}\n\n{} Capability `{}`.\n", kind.name, kind.summary, kind.capability);
    if (!kind.parameters.empty()) {
        page += "\n| parameter | meaning | preset | range |\n|---|---|---|---|\n";
        for (const fault::Parameter& parameter : kind.parameters) {
            page += fmt::format("| `{}` | {} | {} | {} |\n", parameter.name, parameter.meaning,
                                preset(parameter), range(parameter));
        }
    }
    if (kind.provokes.empty()) return page;
    page += "\nOn the router:\n\n";
    for (const std::string& line : kind.provokes) page += fmt::format("- {}\n", line);
    return page;
}

}  // namespace

std::string fault_list(std::span<const fault::Kind> kinds) {
    std::string text;
    for (const fault::Kind& kind : kinds) {
        text += fmt::format("{} ({})\n    {}\n", kind.name, kind.capability, kind.summary);
        for (const fault::Parameter& parameter : kind.parameters) {
            const std::string values = range(parameter);
            text += fmt::format("    {}: {}; {}{}{}\n", parameter.name, preset(parameter), parameter.meaning,
                                values.empty() ? "" : "; ", values);
        }
        for (const std::string& line : kind.provokes) text += fmt::format("    router: {}\n", line);
    }
    return text;
}

std::string fault_page(std::span<const fault::Kind> kinds) {
    std::string page = kIntroduction;
    for (const fault::Kind& kind : kinds) page += section(kind);
    return page;
}

}  // namespace tetherlab::cli
