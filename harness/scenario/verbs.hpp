// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench.hpp"
#include "harness/observe/observer.hpp"
#include "harness/scenario/run.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/verdict/control.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tetherlab::scenario {

struct Setup;

// How a step ended, unless the rig failed: that is an exception.
struct Outcome {
    verdict::Verdict verdict = verdict::Verdict::kPass;
    std::string reason;         // empty after a pass
    std::vector<Check> checks;  // of an expect step
};

// What can be done on a bench, whoever says it: the steps of a file or the lines of a script. Each throws
// base::Error for faults of the rig.
class Verbs {
public:
    virtual ~Verbs() = default;

    virtual Outcome perform(const Action& action) = 0;

    // One look at the router, beside what the rig itself has seen and done.
    virtual observe::Facts observe(const observe::Needs& needs) = 0;

    // Whether a LAN client reaches the web now, and what is wrong if it does not.
    virtual verdict::Trial ask_wan() = 0;

    // What the faults did so far, in the order they were armed.
    virtual std::vector<observe::FaultProgress> faults() const = 0;
};

// Verbs for one run on a bench. They borrow everything, and note in the Run what they bring to light.
using MakeVerbs = std::function<std::unique_ptr<Verbs>(const Setup&, bench::Bench&, Run&)>;

}  // namespace tetherlab::scenario
