// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/runner.hpp"

#include "gadget/base/text.hpp"
#include "harness/scenario/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tetherlab::scenario {
namespace {

using verdict::Verdict;

// "udc.detach", "vbus for fault sag"
std::string wanted(const std::string& capability, const Step& step) {
    const auto* arm = std::get_if<ArmFault>(&step.action);
    return arm == nullptr ? capability : fmt::format("{} for fault {}", capability, arm->order.id);
}

// What only the network has that the bench puts behind an emulated hotspot.
bool looks_behind_hotspot(const verdict::Assertion& assertion) {
    const observe::Needs needs = verdict::needs(assertion);
    return needs.http_router || needs.http6_router || needs.http_client || needs.download || needs.dns ||
           std::holds_alternative<verdict::Ipv6Address>(assertion);
}

// A rig that failed is no answer, and neither is a router that never met the hotspot.
verdict::Trial not_asked(const StepResult& obstacle) {
    return {obstacle.verdict == Verdict::kError ? Verdict::kError : Verdict::kSkipped, obstacle.reason, {}};
}

// Of the steps so far, the one that those after it are not tried for.
const StepResult* first_obstacle(const Session& session, Aim aim) {
    const auto stands_in_the_way = [&](const StepResult& step) {
        if (step.verdict == Verdict::kPass || session.left_out(step)) return false;
        const bool expected = !step.checks.empty();
        return aim != Aim::kComparison || !expected || step.verdict != Verdict::kFail;
    };
    const auto found = std::find_if(session.steps().begin(), session.steps().end(), stands_in_the_way);
    return found == session.steps().end() ? nullptr : &*found;
}

void do_steps(Session& session, const Setup& setup) {
    session.open();
    for (const Step& step : setup.scenario.steps) {
        if (const StepResult* obstacle = first_obstacle(session, setup.aim)) {
            session.skip(step, fmt::format("not tried after '{}' ended in {}", obstacle->name,
                                           to_text(obstacle->verdict)));
        } else if (const std::string why = setup.left_out(step.action); !why.empty()) {
            session.leave_out(step, why);
        } else {
            session.perform(step);
        }
    }
    if (setup.aim == Aim::kComparison && first_obstacle(session, setup.aim) == nullptr) session.ask_wan();
}

void skip_steps(Session& session, const Setup& setup, const std::string& reason) {
    for (const Step& step : setup.scenario.steps) session.skip(step, reason);
}

}  // namespace

Run run(const Setup& setup) {
    Session session(setup);
    const std::vector<std::string> missing = missing_capabilities(setup, setup.scenario.steps);
    if (missing.empty())
        do_steps(session, setup);
    else
        skip_steps(session, setup, cannot_do(missing));
    std::optional<verdict::Trial> unasked;
    if (const StepResult* obstacle = first_obstacle(session, setup.aim)) unasked = not_asked(*obstacle);
    Run run = session.finish();
    if (setup.aim == Aim::kComparison && !run.wan) run.wan = unasked;
    return run;
}

std::vector<std::string> missing_capabilities(const Setup& setup, const std::vector<Step>& steps) {
    std::set<std::string> missing;
    const std::string hotspot = bench::hotspot_capability(
        fmt::format("{:04x}:{:04x}", setup.hotspot.vendor_id, setup.hotspot.product_id));
    if (!setup.capabilities.contains(bench::kAnyHotspot) && !setup.capabilities.contains(hotspot)) {
        missing.insert(hotspot);
    }
    if (setup.aim == Aim::kComparison && !setup.capabilities.contains("net")) {
        missing.insert("net for a control experiment");
    }
    for (const Step& step : steps) {
        if (!setup.left_out(step.action).empty()) continue;
        for (const std::string& capability : needed_capabilities(step)) {
            if (!setup.capabilities.contains(capability)) missing.insert(wanted(capability, step));
        }
    }
    return {missing.begin(), missing.end()};
}

std::string cannot_do(const std::vector<std::string>& missing) {
    return "the bench cannot do " + base::join(missing, ", ");
}

std::set<std::string> needed_capabilities(const Step& step) {
    if (std::holds_alternative<Flash>(step.action)) return {"flash.sysupgrade"};
    if (std::holds_alternative<Unplug>(step.action)) return {"udc.detach"};
    if (std::holds_alternative<Upload>(step.action)) return {"net"};
    if (const auto* arm = std::get_if<ArmFault>(&step.action)) return fault::capabilities_needed(arm->order);
    if (const auto* expect = std::get_if<Expect>(&step.action)) {
        const bool looks_behind = std::any_of(
            expect->expectations.begin(), expect->expectations.end(),
            [](const Expectation& expectation) { return looks_behind_hotspot(expectation.assertion); });
        if (looks_behind) return {"net"};
    }
    return {};
}

int exit_code(verdict::Verdict verdict) {
    switch (verdict) {
        case Verdict::kPass:
            return 0;
        case Verdict::kFail:
            return 1;
        case Verdict::kError:
            return 3;
        case Verdict::kSkipped:
            return 4;
    }
    return 3;
}

}  // namespace tetherlab::scenario
