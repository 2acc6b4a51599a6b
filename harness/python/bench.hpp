// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/error.hpp"
#include "gadget/base/yaml.hpp"
#include "gadget/profile/profile.hpp"
#include "harness/event/event.hpp"
#include "harness/python/event_queue.hpp"
#include "harness/python/rig.hpp"
#include "harness/python/worker.hpp"
#include "harness/report/live.hpp"
#include "harness/report/output_folder.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/scenario/session.hpp"
#include "harness/scenario/step_reader.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

namespace tetherlab::python {

// What a script does with a bench that it does not have (any more).
class Closed : public base::Error {
public:
    using Error::Error;
};

// The router did wrong.
class Failure : public std::runtime_error {
public:
    Failure(const std::string& reason, std::vector<scenario::Check> failed,
            std::vector<verdict::Diagnosis> found)
        : std::runtime_error(reason), checks(std::move(failed)), diagnoses(std::move(found)) {}

    std::vector<scenario::Check> checks;
    std::vector<verdict::Diagnosis> diagnoses;
};

// The bench cannot do what the script asks for.
class Skipped : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct Options {
    scenario::Scenario scenario;  // the script as one, without its steps
    profile::Profile hotspot;
    std::filesystem::path image;
    std::uint64_t seed = 0;
    std::filesystem::path out;  // of the reports
    bool live = false;          // shows on standard error what happens
    // Called on the thread that waits for the bench. What it throws ends the wait, as Ctrl-C does.
    std::function<void(const event::Event&)> on_event;
};

// A script's bench, between open() and close(). All waiting is done without the GIL. A signal whose handler
// throws, such as Ctrl-C, ends a wait: the bench is pulled down at once, and what the handler threw goes on.
class Bench {
public:
    Bench(Options options, std::unique_ptr<Rig> rig);
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;
    ~Bench();

    // How a script left its bench.
    struct Ending {
        verdict::Verdict verdict = verdict::Verdict::kPass;
        std::string reason = {};  // empty after a pass
    };

    void open();

    // Undoes everything and writes the reports. Does nothing the second time.
    void close(const Ending& ending);

    // Reads a step as the entry of a scenario file, and does it. Throws base::ConfigError, Failure, Skipped,
    // and what the rig threw.
    void perform(const char* verb, const base::YamlNode& step);

    observe::Facts observe(const observe::Needs& needs);
    base::Output run_on_router(const std::string& command, base::Milliseconds within);
    base::Output run_on_client(const base::Argv& argv, base::Milliseconds within);

    // Puts a file into the reports' folder, in evidence/. `name` is one without a folder.
    void attach(const std::string& name, const std::string& content);

    std::set<std::string> capabilities() const { return rig_->capabilities(); }

    bool is_open() const { return state_ == State::kOpen; }

    const Options& options() const { return options_; }

    // So far.
    std::vector<scenario::StepResult> steps() const;

    // After close().
    const std::optional<scenario::Run>& run() const { return run_; }

private:
    enum class State { kNew, kOpen, kClosed };

    void require_open(const char* action) const;
    void make();
    void judge(const scenario::StepResult& step) const;
    void undo(const Ending& ending, std::vector<std::string>& failures);
    void await(const char* action, std::function<void()> job);
    void pass_on_events();

    Options options_;
    std::unique_ptr<Rig> rig_;
    State state_ = State::kNew;
    event::Log log_;
    std::stop_source stop_;
    scenario::StepReader reader_;
    std::shared_ptr<EventQueue> events_ = std::make_shared<EventQueue>();
    std::shared_ptr<report::Live> live_;
    std::optional<report::OutputFolder> folder_;
    std::unique_ptr<scenario::Setup> setup_;
    std::optional<scenario::Session> session_;
    std::optional<scenario::Run> run_;
    std::optional<Worker> worker_;
};

}  // namespace tetherlab::python
