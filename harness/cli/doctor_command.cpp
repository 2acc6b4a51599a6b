// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/run_directory.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/places.hpp"
#include "harness/doctor/examine.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {
namespace {

struct Options {
    std::filesystem::path bench;
    bool switch_power = false;
    bool json = false;
};

// https://no-color.org
doctor::Colour colour_of_output() {
    return ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr ? doctor::Colour::kYes
                                                                              : doctor::Colour::kNo;
}

int examine(const Options& options) {
    const Places places = places_from_environment();
    const bench::BenchFile bench = bench::load_bench(
        options.bench.empty() ? places.benches / "virtual.yaml" : options.bench, places.boards());
    doctor::RealHost here;
    const doctor::Findings findings = doctor::examine(
        {.bench = bench,
         .root = places.root,
         .images = bench.images.value_or(places.images),
         .runs = bench::runs_folder(),
         .version = TETHERLAB_VERSION,
         .power = options.switch_power ? doctor::PowerTest::kSwitch : doctor::PowerTest::kAsk},
        here);
    if (options.json)
        fmt::print("{}\n", doctor::to_json(findings, bench.name).dump(2));
    else
        fmt::print("{}", doctor::to_text(findings, colour_of_output()));
    return doctor::worst(findings) == doctor::Level::kFail ? kRigError : 0;
}

}  // namespace

void add_doctor(CLI::App& app, int& status) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "doctor", "Check everything a bench needs, and say what mends what is missing; exit status 3 then");
    command->add_option("--bench", options->bench, "bench file; lab/benches/virtual.yaml without it")
        ->check(CLI::ExistingFile);
    command->add_flag(
        "--switch-power", options->switch_power,
        "cut the router's power and see whether it starts again; not while it is being flashed");
    command->add_flag("--json", options->json, "print what was found as JSON");
    command->callback([options, &status] { status = examine(*options); });
}

}  // namespace tetherlab::cli
