// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/reported_run.hpp"

#include "harness/bench/make_bench.hpp"
#include "harness/bench/pc_bench.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/cli/summary.hpp"
#include "harness/report/live.hpp"
#include "harness/report/output_folder.hpp"
#include "harness/scenario/comparison.hpp"
#include "harness/scenario/runner.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <random>

namespace tetherlab::cli {
namespace {

// What the runs of one comparison differ in, and what not.
struct Course {
    const scenario::Scenario& scenario;
    const std::filesystem::path& image;
    std::uint64_t seed;
    scenario::Aim aim;
    verdict::Machine machine = verdict::Machine::kRouter;
};

// What makes a run repeatable that has no seed: it is in result.json.
std::uint64_t new_seed() {
    std::random_device random;
    return static_cast<std::uint64_t>(
        std::uniform_int_distribution<std::int64_t>(1, scenario::kLargestSeed)(random));
}

scenario::Run run_on_bench(const Inputs& in, const Course& course, const Snapshot& snapshot,
                           bench::RunDirectory& directory, event::Log& log, const std::stop_token& stop) {
    scenario::Setup setup{.scenario = course.scenario,
                          .hotspot = in.hotspot,
                          .image = course.image,
                          .run_id = directory.id(),
                          .seed = course.seed,
                          .aim = course.aim,
                          .capabilities = {},
                          .make_bench = {},
                          .times = in.bench.times,
                          .log = log,
                          .stop = stop};
    if (course.machine == verdict::Machine::kPc) {
        setup.capabilities = bench::PcBench::capabilities(in.bench);
        setup.left_out = scenario::left_out_on_pc;
        setup.make_bench = [&] {
            return std::make_unique<bench::PcBench>(bench::PcBench::Parts{
                .file = in.bench, .images = in.places.images, .run = directory, .log = log, .stop = stop});
        };
    } else {
        setup.capabilities = bench::capabilities(in.bench);
        setup.make_bench = [&] {
            return bench::make_bench({.file = in.bench,
                                      .images = in.places.images,
                                      .run = directory,
                                      .log = log,
                                      .stop = stop,
                                      .from = snapshot});
        };
    }
    return scenario::run(setup);
}

void complete(scenario::Run& run, const Snapshot& snapshot) {
    run.versions["tetherlab"] = TETHERLAB_VERSION;
    if (snapshot) run.snapshot = snapshot->made;
}

scenario::Run watched_run(const Inputs& in, const Course& course, const Snapshot& snapshot, event::Log& log,
                          const std::stop_token& stop) {
    const auto live = report::live_on_standard_error();
    log.add(live);
    bench::RunDirectory directory(bench::runs_folder());
    ::setenv("TMPDIR", directory.path().c_str(), 1);  // so that temporary files go with the run
    scenario::Run result = run_on_bench(in, course, snapshot, directory, log, stop);
    live->finish();
    complete(result, snapshot);
    return result;
}

// There is no snapshot of a PC: it boots.
scenario::Run control_run(const Inputs& in, std::uint64_t seed, const std::filesystem::path& out,
                          const Snapshot& snapshot, const std::stop_token& stop) {
    const verdict::Control& control = in.control->what;
    fmt::print(stderr, "\ncontrol: the same on a {}\n\n", control.name);
    event::Log log;
    const report::OutputFolder folder(out, log);
    const bool is_pc = control.machine == verdict::Machine::kPc;
    const scenario::Scenario scenario = is_pc ? in.scenario : scenario::on_control(in.scenario);
    scenario::Run result =
        watched_run(in, {scenario, in.control->image, seed, scenario::Aim::kComparison, control.machine},
                    is_pc ? std::nullopt : snapshot, log, stop);
    folder.finish(result);
    return result;
}

std::uint64_t seed_of(const Inputs& in) {
    return in.seed != 0 ? in.seed : new_seed();
}

}  // namespace

scenario::Run reported_run(const Inputs& in, const std::filesystem::path& out, const Snapshot& snapshot,
                           const std::stop_token& stop) {
    const std::uint64_t seed = seed_of(in);
    const scenario::Aim aim = in.control ? scenario::Aim::kComparison : scenario::Aim::kVerdict;
    event::Log log;
    const report::OutputFolder folder(out, log);
    scenario::Run result = watched_run(in, {in.scenario, in.image, seed, aim}, snapshot, log, stop);
    folder.finish(result);
    if (in.control) {
        scenario::compare(result, control_run(in, seed, out / "control", snapshot, stop), in.control->what);
        folder.finish(result);
    }
    fmt::print(stderr, "{}", summary(result, folder.path()));
    return result;
}

scenario::Run reported_run_among_others(const Inputs& in, const std::filesystem::path& out,
                                        const Snapshot& snapshot, std::shared_ptr<event::Sink> watcher,
                                        const std::stop_token& stop) {
    event::Log log;
    const report::OutputFolder folder(out, log);
    log.add(std::move(watcher));
    scenario::Run result;
    {
        bench::RunDirectory directory(bench::runs_folder());
        const Course course{in.scenario, in.image, seed_of(in), scenario::Aim::kVerdict};
        result = run_on_bench(in, course, snapshot, directory, log, stop);
    }
    complete(result, snapshot);
    folder.finish(result);
    return result;
}

}  // namespace tetherlab::cli
