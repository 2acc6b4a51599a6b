// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/inputs.hpp"
#include "harness/cli/recorded_runs.hpp"
#include "harness/cli/side_by_side.hpp"
#include "harness/cli/stop_signals.hpp"
#include "harness/cli/sweep.hpp"
#include "harness/history/baseline.hpp"
#include "harness/history/matrix.hpp"
#include "harness/history/regression.hpp"
#include "harness/report/bench_table.hpp"
#include "harness/report/html_regression.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {
namespace {

constexpr const char* kLast = "last";
constexpr const char* kMatrix = "lab/matrices/bring-up.yaml";

struct Options {
    std::string image;
    std::string baseline;
    std::filesystem::path matrix;
    std::size_t benches = 1;
    RunsOptions runs;
};

// A line of the matrix with everything it needs, for the new image.
struct Planned {
    history::Cell cell;
    Inputs inputs;
};

std::vector<Planned> plan(const Options& options) {
    std::vector<Planned> all;
    for (const history::MatrixEntry& entry : history::load_matrix(
             options.matrix.empty() ? places_from_environment().root / kMatrix : options.matrix)) {
        const Choice choice{.bench = options.runs.bench, .image = options.image, .hotspot = entry.hotspot};
        Inputs inputs = read_inputs(choice, entry.scenario);
        all.push_back({{inputs.scenario.name, inputs.hotspot.name}, std::move(inputs)});
    }
    check_benches(options.benches, all.front().inputs.bench);
    return all;
}

// A line of the matrix on one of the two images, and what came of it so far.
struct Job {
    const Planned& planned;
    std::filesystem::path image;
    const char* side;
    history::Attempts& attempts;
};

// Each run has its reports in a folder of its own.
std::string next_name(const Job& job) {
    const history::Cell& cell = job.planned.cell;
    return fmt::format("{}-{}/{}-{}", cell.scenario, cell.hotspot, job.side, job.attempts.size() + 1);
}

Ran keep(history::Result result, Job& job) {
    job.attempts.push_back(std::move(result));
    return {ended(job.attempts.back()), history::again(job.attempts)};
}

void do_one_by_one(std::vector<Job>& jobs, RecordedRuns& runs) {
    const auto run = [&](std::size_t, std::size_t line) {
        Job& job = jobs[line];
        return keep(runs.run(job.planned.inputs, job.image, next_name(job)), job);
    };
    side_by_side(jobs.size(), 1, {run, [](std::size_t) {}});
}

void do_on_benches(std::vector<Job>& jobs, RecordedRuns& runs, std::size_t benches) {
    runs.prepare_for_several(jobs.front().planned.inputs);
    report::BenchTable table(stderr, report::terminal_of_standard_error(), benches);
    const auto run = [&](std::size_t bench, std::size_t line) {
        Job& job = jobs[line];
        const std::string name = next_name(job);
        const auto watcher = table.begin(bench, name);
        history::Result result = runs.run_among_others(job.planned.inputs, job.image, name, watcher);
        table.end(bench, outcome_text(result));
        return keep(std::move(result), job);
    };
    side_by_side(jobs.size(), benches, {run, [&](std::size_t bench) { table.take_out(bench); }});
}

// What is known of the image that was judged last. Throws base::ConfigError when nothing is.
history::ImageIdentity last_image(history::Database& database, const std::vector<Planned>& all) {
    std::vector<history::Cell> cells;
    for (const Planned& planned : all) cells.push_back(planned.cell);
    const Inputs& in = all.front().inputs;
    const auto last =
        history::last_baseline(database, cells, in.bench.name, history::identify(in.image).sha256);
    if (!last) {
        throw base::ConfigError(fmt::format(
            "--baseline last: no scenario of the matrix was judged on bench {} with another image yet; "
            "name an image instead",
            in.bench.name));
    }
    return *last;
}

void write_page(const std::vector<history::Row>& rows, const history::ImageIdentity& before, const Inputs& in,
                const std::filesystem::path& out) {
    const std::filesystem::path folder = std::filesystem::absolute(out).lexically_normal();
    const report::Compared compared{before, history::identify(in.image), in.bench.name, folder};
    base::write_file(folder / "report.html", report::regression_html(rows, compared));
    fmt::print(stderr, "  report: {}\n", (out / "report.html").string());
}

int regress(const Options& options) {
    const StopSignals signals;
    const std::vector<Planned> all = plan(options);
    history::Database database = open_results(options.runs.results);
    sweep_dead_runs(Say::kWhenFound);
    RecordedRuns runs(options.runs, "regress", signals.token(), database);

    std::vector<history::Row> rows;
    std::vector<Job> jobs;
    for (const Planned& planned : all) rows.push_back({planned.cell, {}, {}});
    history::ImageIdentity before;
    if (options.baseline == kLast) {
        before = last_image(database, all);
        fmt::print(stderr, "baseline: {} ({})\n", before.file.string(), before.revision);
        for (std::size_t i = 0; i < all.size(); ++i) {
            rows[i].before =
                history::known_attempts(database, all[i].cell, all[i].inputs.bench.name, before.sha256);
        }
    } else {
        const std::filesystem::path old = all.front().inputs.places.image(options.baseline, ".");
        before = history::identify(old);
        for (std::size_t i = 0; i < all.size(); ++i) jobs.push_back({all[i], old, "before", rows[i].before});
    }
    for (std::size_t i = 0; i < all.size(); ++i)
        jobs.push_back({all[i], all[i].inputs.image, "now", rows[i].now});
    if (options.benches > 1)
        do_on_benches(jobs, runs, options.benches);
    else
        do_one_by_one(jobs, runs);
    fmt::print("\n{}", history::table(rows));
    write_page(rows, before, all.front().inputs, runs.out());
    return history::exit_code(rows);
}

}  // namespace

void add_regress(CLI::App& app, int& status) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("regress", "Say what a new image breaks, and what it fixes");
    command->add_option("--image", options->image, "the new image, as for run")->required();
    command
        ->add_option(
            "--baseline", options->baseline,
            "the image to compare with, as for run; last: the one of the latest results on this bench, "
            "which is not run again")
        ->required();
    command
        ->add_option("--matrix", options->matrix,
                     fmt::format("what to run, scenarios with hotspots; {} without it", kMatrix))
        ->check(CLI::ExistingFile);
    command
        ->add_option(
            "--benches", options->benches,
            "run on this many virtual benches side by side; one that fails is taken out, and the others "
            "do its work")
        ->check(CLI::Range(std::size_t{1}, kMostBenches));
    add_runs_options(*command, options->runs);
    command->footer(
        "Exit status: 0 nothing is broken, 1 something is, 2 usage or configuration, 3 the rig failed.");
    command->callback([options, &status] { status = regress(*options); });
}

}  // namespace tetherlab::cli
