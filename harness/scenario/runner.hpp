// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"
#include "harness/bench/bench.hpp"
#include "harness/bench/bench_file.hpp"
#include "harness/event/event.hpp"
#include "harness/scenario/run.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/scenario/verbs.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace tetherlab::scenario {

// What a run is for. One that is to be compared goes on after a failed expectation, so that both machines get
// all that the hotspot does, and asks at the end whether the WAN works (Run::wan).
enum class Aim { kVerdict, kComparison };

// Verbs that really do what they say.
std::unique_ptr<Verbs> make_actions(const Setup& setup, bench::Bench& bench, Run& run);

// What a run needs. The caller keeps all of it alive.
struct Setup {
    const Scenario& scenario;
    const profile::Profile& hotspot;
    std::filesystem::path image;  // resolved from the scenario's name or the command line
    std::string run_id;
    std::uint64_t seed = 0;  // for every fault that has none of its own
    Aim aim = Aim::kVerdict;
    // What the bench can do, known before it is made: "udc.detach", "net", "flash.sysupgrade", …
    std::set<std::string> capabilities;
    std::function<std::unique_ptr<bench::Bench>()> make_bench;
    MakeVerbs make_verbs = make_actions;
    bench::Times times;
    event::Log& log;
    std::stop_token stop;
    // Why a step is left out on this bench, whose other steps are done all the same; empty for one that is
    // done. What it would need is not needed.
    std::function<std::string(const Action&)> left_out = [](const Action&) { return std::string(); };
};

// Makes the bench, does the steps, and undoes everything before it returns. Never throws for what goes wrong
// on the way: a router fault ends as fail, a rig fault or a request to stop as error, a capability that the
// bench lacks as skipped, and what comes after is skipped. Every step is a pair of kStepBegin and kStepEnd
// events named like the step.
Run run(const Setup& setup);

// What the bench must be able to do for this step; empty for nothing special.
std::set<std::string> needed_capabilities(const Step& step);

// What the bench of `setup` lacks for these steps: "net", "vbus for fault sag"; in order, each once.
std::vector<std::string> missing_capabilities(const Setup& setup, const std::vector<Step>& steps);

// "the bench cannot do net, udc.detach"
std::string cannot_do(const std::vector<std::string>& missing);

}  // namespace tetherlab::scenario
