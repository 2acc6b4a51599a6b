// SPDX-License-Identifier: Apache-2.0
#include "harness/python/bench.hpp"

#include "gadget/base/text.hpp"
#include "harness/python/held_signals.hpp"

#include <poll.h>
#include <pybind11/pybind11.h>

#include <array>
#include <utility>

namespace tetherlab::python {
namespace {

namespace py = pybind11;
using verdict::Verdict;

// Until one of the two is readable, or a signal has come.
void await_any(int first, int second, const HeldSignals& held) {
    std::array<pollfd, 2> ready{{{first, POLLIN, 0}, {second, POLLIN, 0}}};
    const py::gil_scoped_release others_may_run;
    (void)::ppoll(ready.data(), ready.size(), nullptr, &held.before());
}

}  // namespace

Bench::Bench(Options options, std::unique_ptr<Rig> rig)
    : options_(std::move(options)), rig_(std::move(rig)), reader_(options_.scenario.file.parent_path()) {}

Bench::~Bench() {
    try {
        close({Verdict::kError, "the script let go of its bench without leaving its 'with'"});
    } catch (const std::exception&) {  // the next start cleans up
    }
}

void Bench::open() {
    if (state_ != State::kNew) throw Closed("open", "bench", "it has been open before; make another one");
    folder_.emplace(options_.out, log_);
    if (options_.live) {
        live_ = report::live_on_standard_error();
        log_.add(live_);
    }
    if (options_.on_event) log_.add(events_);
    worker_.emplace();
    state_ = State::kOpen;
    try {
        await("open", [this] { make(); });
    } catch (const Skipped& error) {
        close({Verdict::kSkipped, error.what()});
        throw;
    } catch (const std::exception& error) {
        close({Verdict::kError, error.what()});
        throw;
    }
}

void Bench::make() {
    const std::string id = rig_->prepare(log_, stop_.get_token());
    setup_.reset(new scenario::Setup{.scenario = options_.scenario,
                                     .hotspot = options_.hotspot,
                                     .image = options_.image,
                                     .run_id = id,
                                     .seed = options_.seed,
                                     .capabilities = rig_->capabilities(),
                                     .make_bench = [this] { return rig_->make(log_, stop_.get_token()); },
                                     .make_verbs = rig_->verbs(),
                                     .times = rig_->times(),
                                     .log = log_,
                                     .stop = stop_.get_token()});
    session_.emplace(*setup_);
    if (const auto missing = missing_capabilities(*setup_, {}); !missing.empty()) {
        session_->note("bench", Verdict::kSkipped, scenario::cannot_do(missing));
        throw Skipped(scenario::cannot_do(missing));
    }
    judge(session_->open());
}

void Bench::perform(const char* verb, const base::YamlNode& node) {
    require_open(verb);
    await(verb, [&] {
        const scenario::Step step = reader_.read(node);
        const auto missing = missing_capabilities(*setup_, {step});
        if (missing.empty()) return judge(session_->perform(step));
        session_->skip(step, scenario::cannot_do(missing));
        throw Skipped(scenario::cannot_do(missing));
    });
}

void Bench::judge(const scenario::StepResult& step) const {
    if (step.verdict == Verdict::kPass) return;
    if (session_->thrown()) std::rethrow_exception(session_->thrown());
    if (step.verdict == Verdict::kFail) throw Failure(step.reason, step.checks, session_->diagnoses());
    throw base::Error("do", step.name, step.reason);
}

observe::Facts Bench::observe(const observe::Needs& needs) {
    require_open("observe");
    observe::Facts facts;
    await("observe", [&] { facts = session_->verbs().observe(needs); });
    return facts;
}

base::Output Bench::run_on_router(const std::string& command, base::Milliseconds within) {
    require_open("run on router");
    base::Output output;
    await("run on router", [&] { output = session_->bench().shell().run(command, base::Deadline(within)); });
    return output;
}

base::Output Bench::run_on_client(const base::Argv& argv, base::Milliseconds within) {
    require_open("run on client");
    base::Output output;
    await("run on client", [&] { output = session_->bench().client().run(argv, base::Deadline(within)); });
    return output;
}

void Bench::attach(const std::string& name, const std::string& content) {
    require_open("attach");
    if (name.empty() || name.front() == '.' || name.find('/') != std::string::npos) {
        throw base::Error("attach", name, "expected the name of a file, without a folder");
    }
    const std::filesystem::path folder = folder_->path() / "evidence";
    std::filesystem::create_directories(folder);
    base::write_file(folder / name, content);
    const py::gil_scoped_release others_may_run;  // whoever has the log's lock may wait for the GIL
    log_.emit(event::Kind::kNote, "evidence", {{"text", "evidence/" + name}});
}

std::vector<scenario::StepResult> Bench::steps() const {
    if (run_) return run_->steps;
    return session_ ? session_->steps() : std::vector<scenario::StepResult>();
}

void Bench::require_open(const char* action) const {
    if (state_ == State::kNew) throw Closed(action, "bench", "it is not open: use it in a 'with'");
    if (state_ == State::kClosed) throw Closed(action, "bench", "it is closed: its 'with' is over");
}

void Bench::close(const Ending& ending) {
    if (state_ != State::kOpen) return;
    state_ = State::kClosed;
    std::vector<std::string> failures;
    {
        const py::gil_scoped_release others_may_run;
        const HeldSignals held;  // an orderly end is not interrupted
        if (!worker_->free()) stop_.request_stop();
        worker_->start_when_free("close", [&] { undo(ending, failures); });
        pollfd over{worker_->over_fd(), POLLIN, 0};
        (void)::poll(&over, 1, -1);
        worker_->take();
        worker_.reset();
        if (live_) live_->finish();
        if (run_) folder_->finish(*run_);
    }
    pass_on_events();
    if (!failures.empty()) throw base::Error("undo", "bench", base::join(failures, "; "));
}

void Bench::undo(const Ending& ending, std::vector<std::string>& failures) {
    if (session_) {
        const bool told = !session_->steps().empty() && session_->steps().back().verdict == ending.verdict;
        if (ending.verdict != Verdict::kPass && !told)
            session_->note("script", ending.verdict, ending.reason);
        run_ = session_->finish();
        rig_->describe(*run_);
        session_.reset();
    }
    failures = rig_->undo();
}

void Bench::await(const char* action, std::function<void()> job) {
    const HeldSignals held;
    worker_->start(action, std::move(job));
    std::exception_ptr interruption;
    for (;;) {
        const bool over = worker_->over();
        if (!interruption) {
            try {
                pass_on_events();
                if (PyErr_CheckSignals() != 0) throw py::error_already_set();
            } catch (...) {
                interruption = std::current_exception();
                stop_.request_stop();
            }
        }
        if (over) break;
        await_any(worker_->over_fd(), interruption ? worker_->over_fd() : events_->fd(), held);
    }
    try {
        worker_->take();
    } catch (const std::exception&) {
        if (!interruption) throw;  // else it is of a bench that is being pulled down
    }
    if (interruption) std::rethrow_exception(interruption);
}

void Bench::pass_on_events() {
    if (!options_.on_event) return;
    for (const event::Event& event : events_->take()) options_.on_event(event);
}

}  // namespace tetherlab::python
