// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/profile.hpp"
#include "harness/bench/bench_file.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/bench/virtual_bench.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/places.hpp"
#include "harness/cli/stop_signals.hpp"
#include "harness/cli/summary.hpp"
#include "harness/cli/sweep.hpp"
#include "harness/report/live.hpp"
#include "harness/report/output_folder.hpp"
#include "harness/report/result_json.hpp"
#include "harness/scenario/runner.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace tetherlab::cli {
namespace {

struct Options {
    std::filesystem::path scenario;
    std::filesystem::path bench;
    std::filesystem::path out;
    std::string image;
    bool json = false;
};

// Everything that can be wrong with the user's files is found here, before anything is made.
struct Inputs {
    Places places;
    scenario::Scenario scenario;
    std::filesystem::path image;
    profile::Profile hotspot;
    bench::BenchFile bench;
    std::filesystem::path out;
};

Inputs read_inputs(const Options& options) {
    Inputs in{places_from_environment(), scenario::load(options.scenario), {}, {}, {}, options.out};
    in.hotspot = profile::load(in.places.profile(in.scenario.hotspot, options.scenario));
    if (!options.image.empty())
        in.image = in.places.image(options.image, ".");
    else if (!in.scenario.image.empty()) {
        in.image = in.places.image(in.scenario.image, options.scenario.parent_path());
    }
    in.bench = bench::load_bench(options.bench.empty() ? in.places.benches / "virtual.yaml" : options.bench);
    if (in.bench.images) in.places.images = *in.bench.images;
    if (in.out.empty()) in.out = report::default_folder(in.scenario.name);
    return in;
}

scenario::Run run_on_virtual_bench(const Inputs& in, event::Log& log, const std::stop_token& stop) {
    bench::RunDirectory directory(bench::runs_folder());
    ::setenv("TMPDIR", directory.path().c_str(), 1);  // so that temporary files go with the run
    return scenario::run({.scenario = in.scenario,
                          .hotspot = in.hotspot,
                          .image = in.image,
                          .run_id = directory.id(),
                          .capabilities = bench::VirtualBench::capabilities(),
                          .make_bench =
                              [&] {
                                  return std::make_unique<bench::VirtualBench>(bench::VirtualBench::Parts{
                                      in.bench, in.places.images, directory, log, stop});
                              },
                          .times = in.bench.times,
                          .log = log,
                          .stop = stop});
}

int run(const Options& options) {
    const StopSignals signals;
    const Inputs in = read_inputs(options);
    sweep_dead_runs(Say::kWhenFound);

    event::Log log;
    const report::OutputFolder folder(in.out, log);
    scenario::Run result;
    {
        const bool terminal = ::isatty(STDERR_FILENO) == 1;
        const auto live = std::make_shared<report::Live>(
            stderr, terminal ? report::Terminal::kInteractive : report::Terminal::kPlain);
        log.add(live);
        result = run_on_virtual_bench(in, log, signals.token());
        live->finish();
    }
    result.versions["tetherlab"] = TETHERLAB_VERSION;
    folder.finish(result);
    fmt::print(stderr, "{}", summary(result, folder.path()));
    if (options.json) fmt::print("{}\n", report::to_json(result).dump(2));
    return scenario::exit_code(result.verdict);
}

}  // namespace

void add_run(CLI::App& app, int& status) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("run", "Run a scenario and say whether the WAN came up");
    command->add_option("SCENARIO", options->scenario, "scenario file (scenarios/*/*.yaml)")
        ->required()
        ->check(CLI::ExistingFile);
    command->add_option("--image", options->image,
                        "flash this sysupgrade image (a name of the bench's images or a file ending in .bin) "
                        "instead of the scenario's");
    command->add_option("--bench", options->bench, "bench file; lab/benches/virtual.yaml without it")
        ->check(CLI::ExistingFile);
    command->add_option("--out", options->out, "folder for the reports; out/TIME-SCENARIO without it");
    command->add_flag("--json", options->json, "print result.json on standard output when it is over");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace tetherlab::cli
