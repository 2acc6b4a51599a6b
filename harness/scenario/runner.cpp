// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/runner.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/scenario/actions.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <optional>

namespace tetherlab::scenario {
namespace {

using verdict::Verdict;

std::string utc_now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

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

// One run, from making the bench to undoing it.
class Runner {
public:
    explicit Runner(const Setup& setup) : setup_(setup), began_(setup.log.now()) {}

    Run run() &&;

private:
    bool capable();
    void do_steps();
    void perform(const std::string& name, const std::string& place, const std::function<Outcome()>& work);
    Outcome attempt(const std::function<Outcome()>& work) const;
    void skip(const Step& step, const std::string& reason);
    verdict::Trial ask_wan(Actions& actions);

    bool left_out(const StepResult& step) const;
    const StepResult* first_trouble() const;
    const StepResult* first_obstacle() const;
    bool goes_on_after(const StepResult& step) const;

    const Setup& setup_;
    Time began_;
    bool capable_ = false;
    Run run_;
};

Run Runner::run() && {
    run_.id = setup_.run_id;
    run_.scenario = setup_.scenario.name;
    run_.title = setup_.scenario.title;
    run_.file = setup_.scenario.file;
    run_.hotspot = setup_.hotspot.name;
    run_.started = utc_now();
    run_.seed = setup_.seed;
    capable_ = capable();
    if (capable_) do_steps();
    if (setup_.aim == Aim::kComparison && !run_.wan) run_.wan = not_asked(*first_obstacle());
    const StepResult* trouble = first_trouble();
    run_.verdict = trouble == nullptr ? Verdict::kPass : trouble->verdict;
    if (trouble != nullptr) run_.cause = trouble->reason;
    run_.took = setup_.log.now() - began_;
    return std::move(run_);
}

bool Runner::capable() {
    std::set<std::string> missing;
    const std::string hotspot = bench::hotspot_capability(
        fmt::format("{:04x}:{:04x}", setup_.hotspot.vendor_id, setup_.hotspot.product_id));
    if (!setup_.capabilities.contains(bench::kAnyHotspot) && !setup_.capabilities.contains(hotspot)) {
        missing.insert(hotspot);
    }
    if (setup_.aim == Aim::kComparison && !setup_.capabilities.contains("net")) {
        missing.insert("net for a control experiment");
    }
    for (const Step& step : setup_.scenario.steps) {
        if (!setup_.left_out(step.action).empty()) continue;
        for (const std::string& capability : needed_capabilities(step)) {
            if (!setup_.capabilities.contains(capability)) missing.insert(wanted(capability, step));
        }
    }
    if (missing.empty()) return true;
    const std::vector<std::string> names(missing.begin(), missing.end());
    for (const Step& step : setup_.scenario.steps) {
        skip(step, "the bench cannot do " + base::join(names, ", "));
    }
    return false;
}

void Runner::do_steps() {
    std::unique_ptr<bench::Bench> bench;
    perform("bench", "", [&] {
        bench = setup_.make_bench();
        return Outcome{};
    });
    std::optional<Actions> actions;
    if (bench) {
        run_.substitutions = bench->substitutions();
        run_.versions = bench->versions();
        actions.emplace(setup_, *bench, run_);
    }
    // Whoever asks to stop does not wait for the deadline of what happens to be going on.
    const std::stop_callback abort(setup_.stop, [&] {
        if (bench) bench->abort();
    });
    for (const Step& step : setup_.scenario.steps) {
        if (const StepResult* obstacle = first_obstacle()) {
            skip(step,
                 fmt::format("not tried after '{}' ended in {}", obstacle->name, to_text(obstacle->verdict)));
        } else if (const std::string why = setup_.left_out(step.action); !why.empty()) {
            skip(step, why);
        } else {
            perform(step.name, step.place, [&] { return actions->perform(step.action); });
        }
    }
    if (setup_.aim == Aim::kComparison && first_obstacle() == nullptr) run_.wan = ask_wan(*actions);
    if (actions) run_.faults = actions->faults();
}

verdict::Trial Runner::ask_wan(Actions& actions) {
    try {
        verdict::Trial trial = event::step(setup_.log, "wan", [&] { return actions.ask_wan(); });
        if (!setup_.stop.stop_requested()) return trial;
    } catch (const std::exception& error) {
        if (!setup_.stop.stop_requested()) return {Verdict::kError, error.what(), {}};
    }
    return {Verdict::kError, "asked to stop", {}};
}

void Runner::perform(const std::string& name, const std::string& place,
                     const std::function<Outcome()>& work) {
    StepResult result{name, place, Verdict::kError, "", setup_.log.now(), Time{0}, {}};
    setup_.log.emit(event::Kind::kStepBegin, name);
    Outcome outcome = attempt(work);
    result.verdict = outcome.verdict;
    result.reason = std::move(outcome.reason);
    result.checks = std::move(outcome.checks);
    result.took = setup_.log.now() - result.started;
    if (result.verdict == Verdict::kPass) {
        setup_.log.emit(event::Kind::kStepEnd, name, {{"outcome", "ok"}});
    } else {
        setup_.log.emit(event::Kind::kStepEnd, name, {{"outcome", "failed"}, {"reason", result.reason}});
    }
    run_.steps.push_back(std::move(result));
}

Outcome Runner::attempt(const std::function<Outcome()>& work) const {
    try {
        if (!setup_.stop.stop_requested()) {
            Outcome outcome = work();
            if (!setup_.stop.stop_requested()) return outcome;
        }
    } catch (const std::exception& error) {
        if (!setup_.stop.stop_requested()) return {Verdict::kError, error.what(), {}};
    }
    // What a step says of a bench that is being pulled down means nothing.
    return {Verdict::kError, "asked to stop", {}};
}

void Runner::skip(const Step& step, const std::string& reason) {
    StepResult result{step.name, step.place, Verdict::kSkipped, reason, setup_.log.now(), Time{0}, {}};
    if (const auto* expect = std::get_if<Expect>(&step.action)) {
        for (const Expectation& expectation : expect->expectations) {
            result.checks.push_back({expectation.name, expectation.place, Verdict::kSkipped,
                                     expected(expectation), "", reason, result.started, Time{0},
                                     expectation.within});
        }
    }
    run_.steps.push_back(std::move(result));
}

// On a capable bench, of the first steps at least: what is skipped for an obstacle comes after that.
bool Runner::left_out(const StepResult& step) const {
    return capable_ && step.verdict == Verdict::kSkipped;
}

const StepResult* Runner::first_trouble() const {
    const auto found = std::find_if(run_.steps.begin(), run_.steps.end(), [this](const StepResult& step) {
        return step.verdict != Verdict::kPass && !left_out(step);
    });
    return found == run_.steps.end() ? nullptr : &*found;
}

// What the steps after it are not tried for.
const StepResult* Runner::first_obstacle() const {
    const auto found = std::find_if(run_.steps.begin(), run_.steps.end(),
                                    [this](const StepResult& step) { return !goes_on_after(step); });
    return found == run_.steps.end() ? nullptr : &*found;
}

bool Runner::goes_on_after(const StepResult& step) const {
    if (step.verdict == Verdict::kPass || left_out(step)) return true;
    const bool expected = !step.checks.empty();
    return setup_.aim == Aim::kComparison && expected && step.verdict == Verdict::kFail;
}

}  // namespace

Run run(const Setup& setup) {
    return Runner(setup).run();
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
