// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/inputs.hpp"

#include "gadget/base/yaml.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/bench/take_snapshot.hpp"
#include "harness/report/live.hpp"

#include <fmt/format.h>

namespace tetherlab::cli {

Inputs read_inputs(const Choice& choice, const std::filesystem::path& scenario_file) {
    Inputs in{places_from_environment(), scenario::load(scenario_file), {}, {}, {}, {}, 0, {}};
    const std::string& hotspot = choice.hotspot.empty() ? in.scenario.hotspot : choice.hotspot;
    in.hotspot = profile::load(in.places.profile(hotspot, scenario_file));
    if (!choice.image.empty())
        in.image = in.places.image(choice.image, ".");
    else if (!in.scenario.image.empty()) {
        in.image = in.places.image(in.scenario.image, scenario_file.parent_path());
    }
    in.bench = bench::load_bench(choice.bench.empty() ? in.places.benches / "virtual.yaml" : choice.bench,
                                 in.places.boards());
    if (in.bench.images) in.places.images = *in.bench.images;
    in.seed = in.scenario.seed;
    return in;
}

void check_benches(std::size_t benches, const bench::BenchFile& bench) {
    if (benches > 1 && !bench.all_virtual())
        throw base::ConfigError(
            fmt::format("--benches: bench {} has hardware, of which there is one", bench.name));
}

Snapshot snapshot_for(const Inputs& in, const std::stop_token& stop) {
    if (!in.bench.all_virtual()) return std::nullopt;
    event::Log log;
    const auto live = report::live_on_standard_error();
    log.add(live);
    bench::RunDirectory directory(bench::runs_folder());
    Snapshot snapshot = event::step(log, "snapshot", [&] {
        return bench::take_snapshot(in.bench, in.places.images, directory, log, stop);
    });
    live->finish();
    return snapshot;
}

}  // namespace tetherlab::cli
