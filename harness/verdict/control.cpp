// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/control.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tetherlab::verdict {
namespace {

// What a scenario's steps `lan` and `wan` can get wrong. They are done on both routers, so the control fails
// for it, too, and says nothing of the hotspot.
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

Conclusion both_fail(const Trial& under_test, const Trial& control) {
    const auto settings = codes(control.diagnoses, [](const std::string& code) {
        return std::find(kOfSettings.begin(), kOfSettings.end(), code) != kOfSettings.end();
    });
    if (!settings.empty()) {
        return {Culprit::kSettings,
                fmt::format("the settings, which both routers have: {}; that says nothing of the hotspot",
                            base::join(settings, ", "))};
    }
    const auto shared =
        codes(control.diagnoses, [&](const std::string& code) { return has(under_test.diagnoses, code); });
    return {Culprit::kHotspot, "the hotspot or its power: no WAN through the control either" +
                                   listed("both routers show", shared)};
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

Conclusion conclude(const Trial& under_test, const Trial& control) {
    if (!decided(under_test)) return no_answer("router under test", under_test);
    if (!decided(control)) return no_answer("control", control);
    const bool works = under_test.wan == Verdict::kPass;
    const bool control_works = control.wan == Verdict::kPass;
    if (works && control_works) return {Culprit::kNobody, "nobody: the WAN works through the control, too"};
    if (works)
        return {Culprit::kControl, "the control: the WAN works through the router under test, and not there"};
    if (!control_works) return both_fail(under_test, control);
    const auto own =
        codes(under_test.diagnoses, [&](const std::string& code) { return !has(control.diagnoses, code); });
    return {Culprit::kRouter, "the router: through the control the same hotspot brings the WAN up" +
                                  listed("only the router under test shows", own)};
}

void confront(std::vector<Diagnosis>& under_test, const std::vector<Diagnosis>& control) {
    for (Diagnosis& diagnosis : under_test) {
        diagnosis.evidence.emplace_back(has(control, diagnosis.code) ? "the control shows it, too"
                                                                     : "the control does not show it");
    }
}

}  // namespace tetherlab::verdict
