// SPDX-License-Identifier: Apache-2.0
#include "harness/python/bench_rig.hpp"

#include "harness/bench/make_bench.hpp"
#include "harness/bench/take_snapshot.hpp"
#include "harness/cli/sweep.hpp"

#include <utility>

namespace tetherlab::python {

BenchRig::BenchRig(bench::BenchFile file, std::filesystem::path images, Start start)
    : file_(std::move(file)), images_(std::move(images)), start_(start) {}

std::set<std::string> BenchRig::capabilities() const {
    return bench::capabilities(file_);
}

std::string BenchRig::prepare(event::Log& log, const std::stop_token& stop) {
    cli::sweep_dead_runs(cli::Say::kWhenFound);
    directory_.emplace(bench::runs_folder());
    if (start_ == Start::kSnapshot && file_.all_virtual()) {
        snapshot_ = event::step(log, "snapshot",
                                [&] { return bench::take_snapshot(file_, images_, *directory_, log, stop); });
    }
    return directory_->id();
}

std::unique_ptr<bench::Bench> BenchRig::make(event::Log& log, const std::stop_token& stop) {
    return bench::make_bench(
        {.file = file_, .images = images_, .run = *directory_, .log = log, .stop = stop, .from = snapshot_});
}

void BenchRig::describe(scenario::Run& run) const {
    run.versions["tetherlab"] = TETHERLAB_VERSION;
    if (snapshot_) run.snapshot = snapshot_->made;
}

std::vector<std::string> BenchRig::undo() {
    if (!directory_) return {};
    std::vector<std::string> failures = directory_->close();
    directory_.reset();
    return failures;
}

}  // namespace tetherlab::python
