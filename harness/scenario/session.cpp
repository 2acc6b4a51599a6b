// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/session.hpp"

#include "gadget/base/error.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <utility>

namespace tetherlab::scenario {
namespace {

using verdict::Verdict;

std::string utc_now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

}  // namespace

Session::Session(const Setup& setup) : setup_(setup), began_(setup.log.now()) {
    run_.id = setup.run_id;
    run_.scenario = setup.scenario.name;
    run_.title = setup.scenario.title;
    run_.file = setup.scenario.file;
    run_.hotspot = setup.hotspot.name;
    run_.started = utc_now();
    run_.seed = setup.seed;
}

Session::~Session() {
    close();
}

const StepResult& Session::open() {
    const StepResult& result = attempt("bench", "", [this] {
        bench_ = setup_.make_bench();
        return Outcome{};
    });
    if (bench_) {
        run_.substitutions = bench_->substitutions();
        run_.versions = bench_->versions();
        verbs_ = setup_.make_verbs(setup_, *bench_, run_);
        abort_.emplace(setup_.stop, [this] { bench_->abort(); });
    }
    return result;
}

const StepResult& Session::perform(const Step& step) {
    return attempt(step.name, step.place, [&] { return verbs_->perform(step.action); });
}

void Session::skip(const Step& step, const std::string& reason) {
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

void Session::leave_out(const Step& step, const std::string& reason) {
    skip(step, reason);
    left_out_.insert(std::ssize(run_.steps) - 1);
}

bool Session::left_out(const StepResult& step) const {
    return left_out_.contains(&step - run_.steps.data());
}

void Session::note(const std::string& name, Verdict verdict, const std::string& reason) {
    run_.steps.push_back({name, "", verdict, reason, setup_.log.now(), Time{0}, {}});
}

void Session::ask_wan() {
    run_.wan = {Verdict::kError, "asked to stop", {}};
    try {
        verdict::Trial trial = event::step(setup_.log, "wan", [this] { return verbs_->ask_wan(); });
        if (!setup_.stop.stop_requested()) run_.wan = std::move(trial);
    } catch (const std::exception& error) {
        if (!setup_.stop.stop_requested()) run_.wan = {Verdict::kError, error.what(), {}};
    }
}

Run Session::finish() {
    if (verbs_) run_.faults = verbs_->faults();
    close();
    const auto trouble = std::find_if(run_.steps.begin(), run_.steps.end(), [this](const StepResult& step) {
        return step.verdict != Verdict::kPass && !left_out(step);
    });
    run_.verdict = trouble == run_.steps.end() ? Verdict::kPass : trouble->verdict;
    if (trouble != run_.steps.end()) run_.cause = trouble->reason;
    run_.took = setup_.log.now() - began_;
    return std::move(run_);
}

void Session::close() {
    abort_.reset();
    verbs_.reset();
    bench_.reset();
}

const StepResult& Session::attempt(const std::string& name, const std::string& place,
                                   const std::function<Outcome()>& work) {
    StepResult result{name, place, Verdict::kError, "", setup_.log.now(), Time{0}, {}};
    setup_.log.emit(event::Kind::kStepBegin, name);
    Outcome outcome = outcome_of(work);
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
    return run_.steps.back();
}

Outcome Session::outcome_of(const std::function<Outcome()>& work) {
    thrown_ = nullptr;
    try {
        if (!setup_.stop.stop_requested()) {
            Outcome outcome = work();
            if (!setup_.stop.stop_requested()) return outcome;
        }
    } catch (const std::exception& error) {
        if (!setup_.stop.stop_requested()) {
            thrown_ = std::current_exception();
            return {Verdict::kError, error.what(), {}};
        }
    }
    // What a step says of a bench that is being pulled down means nothing.
    return {Verdict::kError, "asked to stop", {}};
}

}  // namespace tetherlab::scenario
