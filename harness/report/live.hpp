// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"
#include "harness/report/running_steps.hpp"

#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace tetherlab::report {

enum class Terminal { kPlain, kInteractive };

// Shows a run while it happens: a line for each finished step, each decided assertion and what a fault does,
// and a status with the running step, its time and the router's last console line, redrawn in place on a
// terminal and printed as a line of its own elsewhere. Never silent for more than two seconds until finish().
class Live : public event::Sink {
public:
    // `out` is borrowed.
    Live(std::FILE* out, Terminal terminal);
    ~Live() override;

    void on(const event::Event& event) override;

    // Ends the status line; what comes later is not shown.
    void finish();

private:
    void tick();
    void print(const std::string& line);
    std::string status() const;

    std::FILE* out_;
    Terminal terminal_;
    base::Clock::time_point start_ = base::Clock::now();
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    base::Clock::time_point quiet_since_ = base::Clock::now();
    RunningSteps steps_;
    std::string last_console_line_;
    std::thread ticker_;
};

Terminal terminal_of_standard_error();

// One that redraws where standard error is a terminal.
std::shared_ptr<Live> live_on_standard_error();

}  // namespace tetherlab::report
