// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/scenario/run.hpp"
#include "harness/scenario/runner.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/scenario/verbs.hpp"

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace tetherlab::scenario {

// A run whose steps are said one at a time: a bench, what is done on it, and what came of it. Every step is a
// pair of kStepBegin and kStepEnd events named like the step. The thread that calls open() has to outlive the
// session.
class Session {
public:
    // Borrows `setup`, whose scenario may have no steps.
    explicit Session(const Setup& setup);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // As finish(), and what came of it is lost.
    ~Session();

    // The step "bench": makes it.
    const StepResult& open();

    // Never throws for what goes wrong on the way: see run(). A session that is not open has no steps.
    const StepResult& perform(const Step& step);

    // Notes a step that is not tried.
    void skip(const Step& step, const std::string& reason);

    // Notes a step that this bench has no use for (Setup::left_out): skipped, and no trouble.
    void leave_out(const Step& step, const std::string& reason);

    // Of one of steps().
    bool left_out(const StepResult& step) const;

    // Notes what went wrong outside of any step.
    void note(const std::string& name, verdict::Verdict verdict, const std::string& reason);

    // Whether a LAN client reaches the web now, for the comparison with another run.
    void ask_wan();

    // What the rig threw in the last step; nullptr when it did not.
    const std::exception_ptr& thrown() const { return thrown_; }

    const std::vector<StepResult>& steps() const { return run_.steps; }

    const std::vector<verdict::Diagnosis>& diagnoses() const { return run_.diagnoses; }

    // Only while it is open.
    bench::Bench& bench() { return *bench_; }

    Verbs& verbs() { return *verbs_; }

    // Undoes the bench. The verdict is that of the first step that neither passed nor was left out.
    Run finish();

private:
    const StepResult& attempt(const std::string& name, const std::string& place,
                              const std::function<Outcome()>& work);
    Outcome outcome_of(const std::function<Outcome()>& work);
    void close();

    const Setup& setup_;
    Time began_;
    Run run_;
    std::set<std::ptrdiff_t> left_out_;  // indices into run_.steps
    std::exception_ptr thrown_;
    std::unique_ptr<bench::Bench> bench_;
    std::unique_ptr<Verbs> verbs_;
    // Whoever asks to stop does not wait for the deadline of what happens to be going on.
    std::optional<std::stop_callback<std::function<void()>>> abort_;
};

}  // namespace tetherlab::scenario
