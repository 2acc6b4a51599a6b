// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench.hpp"
#include "harness/bench/bench_file.hpp"
#include "harness/event/event.hpp"
#include "harness/scenario/runner.hpp"
#include "harness/scenario/verbs.hpp"

#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace tetherlab::python {

// Where the bench of one script comes from.
class Rig {
public:
    virtual ~Rig() = default;

    // What such a bench can do, known before there is one.
    virtual std::set<std::string> capabilities() const = 0;
    virtual bench::Times times() const = 0;

    // What a run on it needs before its first step. Returns the run's id. Throws base::Error.
    virtual std::string prepare(event::Log& log, const std::stop_token& stop) = 0;
    virtual std::unique_ptr<bench::Bench> make(event::Log& log, const std::stop_token& stop) = 0;

    virtual scenario::MakeVerbs verbs() const { return scenario::make_actions; }

    // Adds what reports say besides.
    virtual void describe(scenario::Run& run) const = 0;

    // After the bench is gone. Returns what could not be undone.
    virtual std::vector<std::string> undo() = 0;
};

}  // namespace tetherlab::python
