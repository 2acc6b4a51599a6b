// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/profile.hpp"
#include "harness/bench/bench_file.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/bench/virtual_bench.hpp"
#include "harness/bench/wire_benchmark.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/places.hpp"
#include "harness/cli/stop_signals.hpp"
#include "harness/cli/sweep.hpp"
#include "harness/report/live.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace tetherlab::cli {
namespace {

using namespace std::chrono_literals;

constexpr base::Milliseconds kSetupTime{180'000};

struct Options {
    std::string hotspot = "quanta-d53";
    int rounds = 5;
    int seconds = 4;
    bool json = false;
};

// Of one bench: both ways in turn, so that what else the machine does meets both.
struct Series {
    std::vector<bench::WireSample> wire;
    std::vector<bench::WireSample> usb_net;
};

Series measure(const Options& options, power::WireKind kind, event::Log& log, const std::stop_token& stop) {
    const Places places = places_from_environment();
    const profile::Profile hotspot = profile::load(places.profile(options.hotspot, "."));
    bench::BenchFile file = bench::load_virtual_bench(places.benches / "virtual.yaml");
    file.wire = kind;
    bench::RunDirectory directory(bench::runs_folder());
    bench::VirtualBench bench({.file = file,
                               .images = places.images,
                               .run = directory,
                               .log = log,
                               .stop = stop,
                               .equipment = bench::VirtualBench::Equipment::kWireBenchmark});
    const std::stop_callback kill(stop, [&bench] { bench.abort(); });
    bench::WireBenchmark benchmark(bench, hotspot, places.images / "iperf3/router.tar",
                                   base::Deadline(kSetupTime));
    Series series;
    for (int round = 1; round <= options.rounds; ++round) {
        event::step(log, fmt::format("round {} of {}", round, options.rounds), [&] {
            series.wire.push_back(benchmark.measure_wire(std::chrono::seconds(options.seconds)));
            series.usb_net.push_back(benchmark.measure_usb_net(std::chrono::seconds(options.seconds)));
        });
    }
    return series;
}

nlohmann::json to_json(const bench::WireRatios& ratios) {
    return {{"up", ratios.up}, {"down", ratios.down}, {"rtt", ratios.rtt}};
}

void print_row(const char* name, const bench::WireSample& sample) {
    fmt::print("{:<8} {:>10.1f} {:>12.1f} {:>8.2f}", name, sample.up, sample.down, sample.rtt);
}

void print_row(const char* name, const bench::WireSample& sample, const bench::WireRatios& ratios) {
    print_row(name, sample);
    fmt::print("   {:>6.2f} {:>6.2f} {:>6.2f}\n", ratios.up, ratios.down, ratios.rtt);
}

void print_table(const Series& udc, const Series& stock) {
    fmt::print("{:<8} {:>10} {:>12} {:>8}   {}\n", "", "up Mbit/s", "down Mbit/s", "RTT ms",
               "against usb-net: up, down, RTT (more is better)");
    print_row("udc", bench::median(udc.wire), bench::ratios(udc.wire, udc.usb_net));
    print_row("stock", bench::median(stock.wire), bench::ratios(stock.wire, stock.usb_net));
    print_row("usb-net", bench::median(udc.usb_net));
    fmt::print("\n");
}

int run(const Options& options) {
    const StopSignals signals;
    sweep_dead_runs(Say::kWhenFound);
    event::Log log;
    const auto live = report::live_on_standard_error();
    log.add(live);
    const Series udc = measure(options, power::WireKind::kUdc, log, signals.token());
    const Series stock = measure(options, power::WireKind::kStock, log, signals.token());
    live->finish();
    if (options.json) {
        fmt::print("{}\n", nlohmann::json{{"ratios", to_json(bench::ratios(udc.wire, udc.usb_net))},
                                          {"stock", to_json(bench::ratios(stock.wire, stock.usb_net))}}
                               .dump(2));
    } else {
        print_table(udc, stock);
    }
    return 0;
}

}  // namespace

void add_bench_wire(CLI::App& app, int& status) {
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("bench-wire", "Compare the wire with QEMU's usb-net in the same router");
    command->add_option("--hotspot", options->hotspot, "profile")->capture_default_str();
    command->add_option("--rounds", options->rounds, "measurements of each way, in turn")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command->add_option("--seconds", options->seconds, "of each TCP stream")
        ->check(CLI::Range(1, 60))
        ->capture_default_str();
    command->add_flag("--json", options->json, "print the ratios as JSON");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace tetherlab::cli
