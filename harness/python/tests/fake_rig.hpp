// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/testing/fake_bench.hpp"
#include "harness/python/rig.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace tetherlab::python {

using Lines = std::shared_ptr<std::vector<std::string>>;

// Benches that a test plays.
class FakeRig : public Rig {
public:
    // With `lines` nothing is done on them, only written down.
    FakeRig(std::shared_ptr<bench::FakeLab> lab, std::set<std::string> capabilities, Lines lines = nullptr);

    std::set<std::string> capabilities() const override { return capabilities_; }

    bench::Times times() const override;

    std::string prepare(event::Log&, const std::stop_token&) override { return "abcdef"; }

    std::unique_ptr<bench::Bench> make(event::Log& log, const std::stop_token& stop) override;
    scenario::MakeVerbs verbs() const override;

    void describe(scenario::Run&) const override {}

    std::vector<std::string> undo() override { return {}; }

private:
    std::shared_ptr<bench::FakeLab> lab_;
    std::set<std::string> capabilities_;
    Lines lines_;
};

std::set<std::string> all_capabilities();

}  // namespace tetherlab::python
