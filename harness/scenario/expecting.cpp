// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/expecting.hpp"

#include "gadget/base/error.hpp"

#include <algorithm>
#include <utility>

namespace tetherlab::scenario {
namespace {

using verdict::Verdict;

// The least time one look gets: a remote command and the probes on an emulated router, each with its own
// timeout.
constexpr base::Milliseconds kLookTime{30'000};

bool is_absence(const Expectation& expectation) {
    if (expectation.negated) return true;
    const verdict::Assertion& assertion = expectation.assertion;
    if (std::holds_alternative<verdict::UsbAbsent>(assertion)) return true;
    if (const auto* driver = std::get_if<verdict::DriverIs>(&assertion)) return !driver->name;
    if (const auto* netdev = std::get_if<verdict::NetdevIs>(&assertion)) return !netdev->name;
    if (const auto* wan = std::get_if<verdict::WanIs>(&assertion)) {
        return wan->usability == verdict::Usability::kUnusable;
    }
    return std::holds_alternative<verdict::DiagnosisIs>(assertion);
}

verdict::Result judge(const Expectation& expectation, const observe::Facts& seen,
                      const Expecting::Parts& parts) {
    verdict::Result result = verdict::judge(expectation.assertion, seen, parts.hotspot, parts.extent);
    result.expected = expected(expectation);
    if (!expectation.negated) return result;
    if (result.verdict == Verdict::kPass)
        result.verdict = Verdict::kFail;
    else if (result.verdict == Verdict::kFail)
        result.verdict = Verdict::kPass;
    return result;
}

}  // namespace

Expecting::Expecting(const std::vector<Expectation>& expectations, Parts parts)
    : expectations_(expectations),
      parts_(std::move(parts)),
      started_(parts_.log.now()),
      began_(base::Clock::now()),
      absent_since_(expectations.size()) {}

std::vector<Check> Expecting::run() {
    while (!done()) decide_next();
    return std::move(checks_);
}

// One look, and everything it decides.
void Expecting::decide_next() {
    if (parts_.stop.stop_requested()) throw base::Error("wait for", next().name, "asked to stop");
    const observe::Needs needs = needs_from(checks_.size());
    const auto left =
        std::chrono::duration_cast<base::Milliseconds>(began_ + next().within - base::Clock::now());
    const std::optional<int> before = parts_.comings();
    observe::Facts seen = parts_.look(needs, base::Deadline(std::max(left, kLookTime)));
    stale_ = !before || parts_.comings() != before;
    while (!done() && needs.covers(verdict::needs(next().assertion))) {
        watch_absences(seen, needs);
        const verdict::Result result = judge_next(seen);
        observe_change(result);
        if (!is_final(result)) break;
        decide(result);
    }
    if (seen.router || !facts_) facts_ = std::move(seen);
}

// Neighbouring absences are watched together, so that a list of them takes no longer than one.
void Expecting::watch_absences(const observe::Facts& seen, const observe::Needs& looked) {
    for (std::size_t i = checks_.size(); i < expectations_.size(); ++i) {
        const Expectation& expectation = expectations_[i];
        if (!is_absence(expectation) || !looked.covers(verdict::needs(expectation.assertion))) return;
        const verdict::Result result = judge(expectation, seen, parts_);
        if (result.verdict != verdict::Verdict::kPass)
            absent_since_[i].reset();
        else if (!absent_since_[i])
            absent_since_[i] = base::Clock::now();
    }
}

bool Expecting::holds() const {
    if (!is_absence(next())) return true;
    const auto& since = absent_since_[checks_.size()];
    return since && base::Clock::now() - *since >= parts_.hold;
}

// Whether no later look could say something else.
bool Expecting::is_final(const verdict::Result& result) const {
    const bool passes = result.verdict == verdict::Verdict::kPass;
    if (std::holds_alternative<verdict::LogLacks>(next().assertion)) return !passes || expired();
    return passes ? holds() : expired();
}

verdict::Result Expecting::judge_next(const observe::Facts& seen) const {
    verdict::Result result = judge(next(), seen, parts_);
    const bool counts = !stale_ || is_absence(next()) || !verdict::needs(next().assertion).any();
    if (result.verdict == verdict::Verdict::kPass && !counts) {
        result.verdict = verdict::Verdict::kFail;
        result.got += ", left from before the hotspot went away";
    }
    return result;
}

bool Expecting::expired() const {
    return base::Clock::now() >= began_ + next().within;
}

void Expecting::observe_change(const verdict::Result& result) {
    const std::string& got = result.got.empty() ? result.reason : result.got;
    if (got == last_got_) return;
    last_got_ = got;
    parts_.log.emit(event::Kind::kObservation, next().name, {{"got", got}});
}

void Expecting::decide(const verdict::Result& result) {
    const Check check{next().name,   next().place,  result.verdict,   result.expected,
                      result.got,    result.reason, started_,         parts_.log.now() - started_,
                      next().within, result.replay, result.comparison};
    parts_.log.emit(event::Kind::kVerdict, check.name,
                    {{"verdict", to_text(check.verdict)},
                     {"expected", check.expected},
                     {"got", check.got},
                     {"reason", check.reason},
                     {"place", check.place}});
    checks_.push_back(check);
    last_got_.clear();
}

// What the next expectation needs; once that is a probe, what all others need, too: the probes of one look
// then decide them together.
observe::Needs Expecting::needs_from(std::size_t index) const {
    observe::Needs needs = verdict::needs(expectations_[index].assertion);
    if (!needs.probes()) return needs;
    for (std::size_t i = index + 1; i < expectations_.size(); ++i) {
        needs |= verdict::needs(expectations_[i].assertion);
    }
    return needs;
}

}  // namespace tetherlab::scenario
