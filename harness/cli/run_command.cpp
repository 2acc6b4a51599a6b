// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/yaml.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/inputs.hpp"
#include "harness/cli/repetitions.hpp"
#include "harness/cli/reported_run.hpp"
#include "harness/cli/results.hpp"
#include "harness/cli/run_series.hpp"
#include "harness/cli/side_by_side.hpp"
#include "harness/cli/stop_signals.hpp"
#include "harness/cli/summary.hpp"
#include "harness/cli/sweep.hpp"
#include "harness/report/output_folder.hpp"
#include "harness/report/result_json.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace tetherlab::cli {
namespace {

constexpr const char* kControlImage = "standin-all-kmods";

enum class Start { kBoot, kSnapshot };
enum class Control { kNone, kRouter, kPc };

struct Options {
    std::vector<std::filesystem::path> scenarios;
    std::filesystem::path bench;
    std::filesystem::path out;
    std::string image;
    std::uint64_t seed = 0;  // 0: the scenario's
    Start start = Start::kBoot;
    Control control = Control::kNone;
    int repeat = 1;
    std::size_t benches = 1;
    ResultsOptions results;
    bool json = false;
};

std::filesystem::path out_folder(const Options& options, const std::string& scenario) {
    if (options.out.empty()) return report::default_folder(scenario);
    return options.scenarios.size() == 1 ? options.out : options.out / scenario;
}

std::optional<ControlMachine> control_of(Control control, const Places& places) {
    if (control == Control::kNone) return std::nullopt;
    if (control == Control::kPc) {
        return ControlMachine{{"Debian PC with every USB network driver", verdict::Machine::kPc}, {}};
    }
    return ControlMachine{{fmt::format("router with every USB network driver ({})", kControlImage)},
                          places.image(kControlImage, ".")};
}

// What only machines can do that are made for it.
void check_options(const Options& options, const bench::BenchFile& bench) {
    if (!bench.hardware) return;
    const auto refuse = [&bench](const char* option, const char* why) {
        throw base::ConfigError(fmt::format("{}: bench {} is a real one, {}", option, bench.name, why));
    };
    if (options.start == Start::kSnapshot) refuse("--start snapshot", "which boots always");
    if (options.control != Control::kNone)
        refuse("--control", "and the machines to compare with are virtual");
}

Inputs read_inputs(const Options& options, const std::filesystem::path& file) {
    Inputs in = read_inputs(Choice{.bench = options.bench, .image = options.image}, file);
    check_options(options, in.bench);
    check_benches(options.benches, in.bench);
    in.out = out_folder(options, in.scenario.name);
    if (options.seed != 0) in.seed = options.seed;
    in.control = control_of(options.control, in.places);
    return in;
}

// All scenarios of one command run on the same kind of bench.
Snapshot snapshot_for(const Options& options, const Inputs& in, const std::stop_token& stop) {
    if (options.start == Start::kBoot) return std::nullopt;
    return snapshot_for(in, stop);
}

nlohmann::ordered_json to_json(const std::vector<scenario::Run>& runs) {
    if (runs.size() == 1) return report::to_json(runs.front());
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const scenario::Run& run : runs) list.push_back(report::to_json(run));
    return list;
}

// Every file is read before the first one runs.
int run(const Options& options) {
    const StopSignals signals;
    const std::stop_token stop = signals.token();
    std::vector<Inputs> inputs;
    for (const std::filesystem::path& file : options.scenarios) inputs.push_back(read_inputs(options, file));
    std::optional<history::Database> results;
    if (!options.results.none) results = open_results(options.results);
    sweep_dead_runs(Say::kWhenFound);
    const Snapshot snapshot = snapshot_for(options, inputs.front(), stop);

    const Series series{inputs, options.repeat, snapshot, results ? &*results : nullptr, stop};
    const std::vector<scenario::Run> runs =
        options.benches > 1 ? run_side_by_side(series, options.benches) : run_one_by_one(series);
    if (runs.size() > 1)
        fmt::print(stderr, "{}", options.repeat > 1 ? table(runs, options.repeat) : summary(runs));
    if (options.json) fmt::print("{}\n", to_json(runs).dump(2));
    return scenario::exit_code(worst(runs));
}

}  // namespace

void add_run(CLI::App& app, int& status) {
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("run", "Run scenarios, one after another, and say whether the WAN came up");
    command->add_option("SCENARIO", options->scenarios, "scenario files (scenarios/*/*.yaml)")
        ->required()
        ->check(CLI::ExistingFile);
    command->add_option("--image", options->image,
                        "flash this sysupgrade image (a name of the bench's images or a file ending in .bin) "
                        "instead of the scenario's");
    command->add_option("--bench", options->bench, "bench file; lab/benches/virtual.yaml without it")
        ->check(CLI::ExistingFile);
    command->add_option("--out", options->out,
                        "folder for the reports; out/TIME-SCENARIO without it. Several scenarios get a "
                        "folder in it each, and so do "
                        "repetitions");
    command
        ->add_option("--seed", options->seed,
                     "what faults do at random repeats with the same number; result.json has it")
        ->check(CLI::Range(std::int64_t{1}, scenario::kLargestSeed));
    command
        ->add_option(
            "--start", options->start,
            "boot: both machines of the bench boot for every run (default); snapshot: they go on from "
            "where a bench like this has booted before, which is made when there is none")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, Start>{{"boot", Start::kBoot}, {"snapshot", Start::kSnapshot}}))
        ->option_text("boot|snapshot");
    command
        ->add_option("--repeat", options->repeat,
                     "run all this many times, on a bench of its own each; the reports' folders are numbered")
        ->check(CLI::Range(1, 1000));
    command
        ->add_option("--benches", options->benches,
                     "run on this many virtual benches side by side; one that fails is taken out, and the "
                     "others do its work")
        ->check(CLI::Range(std::size_t{1}, kMostBenches));
    command
        ->add_option(
            "--control", options->control,
            "afterwards the same with the same faults on a machine that has every USB network driver, to "
            "tell a router's fault from the hotspot's: another router, or a Debian pc")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, Control>{{"router", Control::kRouter}, {"pc", Control::kPc}}))
        ->option_text("router|pc")
        ->excludes("--benches");
    add_results_options(*command, options->results);
    command->add_flag("--json", options->json,
                      "print result.json on standard output when it is over; a list of several");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace tetherlab::cli
