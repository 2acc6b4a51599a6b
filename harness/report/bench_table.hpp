// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"
#include "harness/report/live.hpp"
#include "harness/report/running_steps.hpp"

#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tetherlab::report {

// Shows several benches at work: a line for each run that begins and ends, and under them, on a terminal, a
// table that is redrawn in place with what every bench is at. Elsewhere that is a line, so that it is never
// silent for more than two seconds until finish(). Thread-safe.
class BenchTable {
public:
    // `out` is borrowed.
    BenchTable(std::FILE* out, Terminal terminal, std::size_t benches);
    ~BenchTable();

    // A run begins on the bench, counted from 0. Its events go to the sink, which the table must outlive.
    std::shared_ptr<event::Sink> begin(std::size_t bench, const std::string& run);

    // "pass", or more.
    void end(std::size_t bench, const std::string& how);

    // The bench does nothing any more.
    void take_out(std::size_t bench);

    void finish();

private:
    struct Bench {
        std::string run;  // empty: waits
        base::Clock::time_point since;
        RunningSteps steps;
        bool out = false;
    };

    class Watcher;

    void watch(std::size_t bench, const event::Event& event);
    void tick();
    void say(std::size_t bench, const std::string& what);
    void erase_table();
    void draw_table();
    std::string row(std::size_t bench) const;

    std::FILE* out_;
    Terminal terminal_;
    base::Clock::time_point start_ = base::Clock::now();
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    bool drawn_ = false;
    base::Clock::time_point quiet_since_ = base::Clock::now();
    std::vector<Bench> benches_;
    std::thread ticker_;
};

}  // namespace tetherlab::report
