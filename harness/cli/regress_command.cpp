// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "gadget/base/yaml.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/inputs.hpp"
#include "harness/cli/recorded_runs.hpp"
#include "harness/cli/stop_signals.hpp"
#include "harness/cli/sweep.hpp"
#include "harness/history/baseline.hpp"
#include "harness/history/matrix.hpp"
#include "harness/history/regression.hpp"

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
    return all;
}

// The runs of one line on one image, each with its reports in a folder of its own.
history::Attempts attempts(RecordedRuns& runs, const Planned& planned, const std::filesystem::path& image,
                           const std::string& side) {
    int number = 0;
    const auto once = [&](const history::Cell& cell, const std::string& file) {
        const auto name = fmt::format("{}-{}/{}-{}", cell.scenario, cell.hotspot, side, ++number);
        return runs.run(planned.inputs, file, name);
    };
    return history::attempts_of(planned.cell, image.string(), once);
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

int regress(const Options& options) {
    const StopSignals signals;
    const std::vector<Planned> all = plan(options);
    history::Database database = open_results(options.runs.results);
    sweep_dead_runs(Say::kWhenFound);
    RecordedRuns runs(options.runs, "regress", signals.token(), database);

    std::vector<history::Row> rows;
    if (options.baseline == kLast) {
        const history::ImageIdentity last = last_image(database, all);
        fmt::print(stderr, "baseline: {} ({})\n", last.file.string(), last.revision);
        for (const Planned& planned : all) {
            rows.push_back(
                {planned.cell,
                 history::known_attempts(database, planned.cell, planned.inputs.bench.name, last.sha256),
                 {}});
        }
    } else {
        const std::filesystem::path old = all.front().inputs.places.image(options.baseline, ".");
        for (const Planned& planned : all) {
            rows.push_back({planned.cell, attempts(runs, planned, old, "before"), {}});
        }
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        rows[i].now = attempts(runs, all[i], all[i].inputs.image, "now");
    }
    fmt::print("\n{}", history::table(rows));
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
    add_runs_options(*command, options->runs);
    command->footer(
        "Exit status: 0 nothing is broken, 1 something is, 2 usage or configuration, 3 the rig failed.");
    command->callback([options, &status] { status = regress(*options); });
}

}  // namespace tetherlab::cli
