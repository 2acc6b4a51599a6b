// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench.hpp"
#include "harness/scenario/expecting.hpp"
#include "harness/scenario/run.hpp"
#include "harness/scenario/runner.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/scenario/verbs.hpp"

#include <future>
#include <memory>
#include <string>
#include <vector>

namespace tetherlab::scenario {

// Does single steps on a bench, and notes in `run` what they bring to light. The hotspot is prepared in the
// background from construction on, and waited for by the first step that needs it. Borrows everything.
class Actions : public Verbs {
public:
    Actions(const Setup& setup, bench::Bench& bench, Run& run);

    Outcome perform(const Action& action) override;
    observe::Facts observe(const observe::Needs& needs) override;
    verdict::Trial ask_wan() override;

    std::vector<observe::FaultProgress> faults() const override { return witness_->faults(); }

private:
    Outcome act(const Flash& step);
    Outcome act(const SetLan& step);
    Outcome act(const SetWan& step);
    Outcome act(const Plug& step);
    Outcome act(const Unplug& step);
    Outcome act(const SelectConfiguration& step);
    Outcome act(const Expect& step);
    Outcome act(const Upload& step);
    Outcome act(const ArmFault& step);
    Outcome act(const FireFault& step);
    Outcome act(const EndFault& step);

    void await_prepared();
    void await_fired(const std::string& id, base::Milliseconds delay);
    verify::Extent extent() const;
    Expecting expecting(const std::vector<Expectation>& expectations);
    observe::Facts look(const observe::Needs& needs, const base::Deadline& deadline);
    void note_image();
    void note(const observe::Facts& facts);
    std::vector<verdict::Diagnosis> diagnose(const observe::Needs& needs);

    base::Deadline setting_deadline() const { return base::Deadline(setup_.times.setting); }

    base::Deadline hotspot_deadline() const { return base::Deadline(setup_.times.hotspot); }

    const Setup& setup_;
    bench::Bench& bench_;
    Run& run_;
    profile::Profile shown_;  // the hotspot as this bench shows it
    std::shared_ptr<observe::Witness> witness_;
    std::future<std::vector<agent::Deviation>> preparing_;
};

}  // namespace tetherlab::scenario
