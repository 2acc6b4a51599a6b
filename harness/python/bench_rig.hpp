// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/run_directory.hpp"
#include "harness/bench/snapshot.hpp"
#include "harness/python/rig.hpp"

#include <filesystem>
#include <optional>

namespace tetherlab::python {

enum class Start { kBoot, kSnapshot };

// The bench of a bench file, as `tetherlab run` makes it. One with hardware boots always.
class BenchRig : public Rig {
public:
    BenchRig(bench::BenchFile file, std::filesystem::path images, Start start);

    std::set<std::string> capabilities() const override;

    bench::Times times() const override { return file_.times; }

    // Cleans up after dead runs, and takes a snapshot where the bench is to start from one.
    std::string prepare(event::Log& log, const std::stop_token& stop) override;
    std::unique_ptr<bench::Bench> make(event::Log& log, const std::stop_token& stop) override;
    void describe(scenario::Run& run) const override;
    std::vector<std::string> undo() override;

private:
    bench::BenchFile file_;
    std::filesystem::path images_;
    Start start_;
    std::optional<bench::RunDirectory> directory_;
    std::optional<bench::Snapshot> snapshot_;
};

}  // namespace tetherlab::python
