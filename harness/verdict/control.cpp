// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/control.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tetherlab::verdict {
namespace {

// What a scenario's steps `lan` and `wan` can get wrong. A control that is a router has them, too, and fails
// for it, which says nothing of the hotspot.
constexpr std::array<std::string_view, 3> kOfSettings{"renamed-interface", "subnet-clash", "wan-elsewhere"};

bool has(const std::vector<Diagnosis>& found, std::string_view code) {
    return std::any_of(found.begin(), found.end(),
                       [code](const Diagnosis& diagnosis) { return diagnosis.code == code; });
}

// The codes that `wanted` holds for.
template <typename Wanted>
std::vector<std::string> codes(const std::vector<Diagnosis>& found, Wanted wanted) {
    std::vector<std::string> codes;
    for (const Diagnosis& diagnosis : found) {
        if (!diagnosis.harmless && wanted(diagnosis.code)) codes.push_back(diagnosis.code);
    }
    return codes;
}

std::string listed(const char* lead, const std::vector<std::string>& codes) {
    return codes.empty() ? "" : fmt::format("; {} {}", lead, base::join(codes, ", "));
}

bool decided(const Trial& trial) {
    return trial.wan == Verdict::kPass || trial.wan == Verdict::kFail;
}

Conclusion no_answer(const char* where, const Trial& trial) {
    return {Culprit::kUnknown,
            fmt::format("no conclusion: {} on the {}: {}", to_text(trial.wan), where, trial.said)};
}

bool of_settings(const std::string& code) {
    return std::find(kOfSettings.begin(), kOfSettings.end(), code) != kOfSettings.end();
}

Conclusion both_fail(const Trial& under_test, const Trial& on_control, const std::string& control) {
    const auto settings = codes(on_control.diagnoses, of_settings);
    if (!settings.empty()) {
        return {Culprit::kSettings,
                fmt::format("the settings, which both routers have: {}; that says nothing of the hotspot",
                            base::join(settings, ", "))};
    }
    const auto shared =
        codes(on_control.diagnoses, [&](const std::string& code) { return has(under_test.diagnoses, code); });
    return {Culprit::kHotspot, fmt::format("the hotspot or its power: no WAN through {}, either{}", control,
                                           listed("both show", shared))};
}

Conclusion only_control_works(const Trial& under_test, const Trial& on_control, const std::string& control,
                              Machine machine) {
    const auto own = codes(under_test.diagnoses,
                           [&](const std::string& code) { return !has(on_control.diagnoses, code); });
    const std::string works = fmt::format("through {}, the same hotspot brings the WAN up", control);
    if (machine == Machine::kPc && !own.empty() && std::all_of(own.begin(), own.end(), of_settings)) {
        return {Culprit::kSettings,
                fmt::format("the router's settings: {}; {}", base::join(own, ", "), works)};
    }
    return {Culprit::kRouter, "the router: " + works + listed("only the router under test shows", own)};
}

}  // namespace

const char* to_text(Culprit culprit) {
    switch (culprit) {
        case Culprit::kNobody:
            return "nobody";
        case Culprit::kRouter:
            return "router";
        case Culprit::kHotspot:
            return "hotspot";
        case Culprit::kSettings:
            return "settings";
        case Culprit::kControl:
            return "control";
        case Culprit::kUnknown:
            return "unknown";
    }
    return "unknown";
}

Conclusion conclude(const Trial& under_test, const Trial& on_control, const Control& control) {
    if (!decided(under_test)) return no_answer("router under test", under_test);
    if (!decided(on_control)) return no_answer("control", on_control);
    const std::string name = "the control, a " + control.name;
    const bool works = under_test.wan == Verdict::kPass;
    const bool control_works = on_control.wan == Verdict::kPass;
    if (works && control_works)
        return {Culprit::kNobody, fmt::format("nobody: the WAN works through {}, too", name)};
    if (works) {
        return {Culprit::kControl,
                fmt::format("{}: the WAN works through the router under test, and not there", name)};
    }
    if (!control_works) return both_fail(under_test, on_control, name);
    return only_control_works(under_test, on_control, name, control.machine);
}

void confront(std::vector<Diagnosis>& under_test, const std::vector<Diagnosis>& control) {
    for (Diagnosis& diagnosis : under_test) {
        diagnosis.evidence.emplace_back(has(control, diagnosis.code) ? "the control shows it, too"
                                                                     : "the control does not show it");
    }
}

}  // namespace tetherlab::verdict
