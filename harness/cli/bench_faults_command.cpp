// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/profile.hpp"
#include "harness/bench/bench_file.hpp"
#include "harness/bench/fault_benchmark.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/bench/virtual_bench.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/places.hpp"
#include "harness/cli/stop_signals.hpp"
#include "harness/cli/sweep.hpp"
#include "harness/report/live.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace tetherlab::cli {
namespace {

constexpr base::Milliseconds kSetupTime{60'000};
constexpr int kRoundsPerStep = 10;

struct Options {
    std::string hotspot = "quanta-d53";
    int trials = 100;
    bool loaded = false;
    bool json = false;
};

// Hundreds of faults are no news.
class WithoutFaults : public event::Sink {
public:
    explicit WithoutFaults(std::shared_ptr<event::Sink> rest) : rest_(std::move(rest)) {}

    void on(const event::Event& event) override {
        if (event.kind != event::Kind::kFault) rest_->on(event);
    }

private:
    std::shared_ptr<event::Sink> rest_;
};

// Keeps every core busy as long as it is there.
std::vector<base::Child> busy_children() {
    std::vector<base::Child> children;
    for (unsigned core = 0; core < std::thread::hardware_concurrency(); ++core)
        children.emplace_back(base::Argv{"sh", "-c", "while :; do :; done"}, base::SpawnOptions{});
    return children;
}

// How many programs wanted a core in the last minute, ours and others'.
double load_average() {
    std::array<double, 1> average{};
    ::getloadavg(average.data(), 1);
    return average[0];
}

bench::FaultSamples measure(const Options& options, event::Log& log, const std::stop_token& stop) {
    const Places places = places_from_environment();
    const profile::Profile hotspot = profile::load(places.profile(options.hotspot, "."));
    bench::BenchFile file = bench::load_virtual_bench(places.benches / "virtual.yaml");
    file.wire = power::WireKind::kUdc;
    bench::RunDirectory directory(bench::runs_folder());
    bench::VirtualBench bench(
        {.file = file, .images = places.images, .run = directory, .log = log, .stop = stop});
    const std::stop_callback kill(stop, [&bench] { bench.abort(); });
    bench::FaultBenchmark benchmark(bench, hotspot, log, stop, base::Deadline(kSetupTime));
    const std::vector<base::Child> busy = options.loaded ? busy_children() : std::vector<base::Child>();
    for (int done = 0; done < options.trials; done += kRoundsPerStep) {
        const int last = std::min(done + kRoundsPerStep, options.trials);
        event::step(log, fmt::format("trials {} to {} of {}", done + 1, last, options.trials), [&] {
            for (int trial = done; trial < last; ++trial) benchmark.round();
        });
    }
    return benchmark.samples();
}

void print_row(const char* name, const bench::Spread& spread) {
    fmt::print("{:<32} {:>8.2f} {:>8.2f}", name, spread.p50, spread.p99);
}

void print_hits(const char* name, const bench::Hits& window) {
    print_row(name, bench::spread(window.late));
    fmt::print("   {} of {} hit\n", window.hits, window.late.size());
}

void print_table(const bench::FaultSamples& samples, double load) {
    fmt::print("{:<32} {:>8} {:>8}   load average {:.1f}\n", "late, ms", "p50", "p99", load);
    print_row("timed fault: fired", bench::spread(samples.fired));
    fmt::print("\n");
    print_row("timed fault: seen at the router", bench::spread(samples.seen));
    fmt::print("   ± {:.2f}\n", bench::spread(samples.clock).p99);
    print_hits("address failure: stage context", samples.context);
    print_hits("address failure: stage address", samples.address);
}

int run(const Options& options) {
    const StopSignals signals;
    sweep_dead_runs(Say::kWhenFound);
    event::Log log;
    const auto live = report::live_on_standard_error();
    log.add(std::make_shared<WithoutFaults>(live));
    const bench::FaultSamples samples = measure(options, log, signals.token());
    live->finish();
    const double load = load_average();
    const bench::Machine machine = options.loaded ? bench::Machine::kLoaded : bench::Machine::kAsFound;
    if (options.json) {
        nlohmann::ordered_json json = bench::to_json(samples, machine);
        json["load_average"] = load;
        fmt::print("{}\n", json.dump(2));
    } else {
        print_table(samples, load);
    }
    return bench::meets_goals(samples, machine) ? 0 : 1;
}

}  // namespace

void add_bench_faults(CLI::App& app, int& status) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "bench-faults", "Measure how exactly faults happen; exit status 1 when that is not exact enough");
    command->add_option("--hotspot", options->hotspot, "profile")->capture_default_str();
    command->add_option("--trials", options->trials, "of a timed fault and of each stage of address-failure")
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();
    command->add_flag("--loaded", options->loaded, "keep every core busy with something else");
    command->add_flag("--json", options->json, "print the figures as JSON");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace tetherlab::cli
