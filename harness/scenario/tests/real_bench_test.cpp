// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/real_bench.hpp"

#include "gadget/base/text.hpp"
#include "harness/bench/netns.hpp"
#include "harness/scenario/runner.hpp"
#include "harness/scenario/tests/desk/desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// A bench file with `bench: real`, whose parts are those of tests/desk.
namespace tetherlab::scenario::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;
using verdict::Verdict;

// What was done for a router that did not come up.
class Recoveries : public event::Sink {
public:
    void on(const event::Event& event) override {
        if (event.kind == event::Kind::kNote && event.name == "recover")
            notes.push_back(event.data.at("text"));
        if (event.kind == event::Kind::kStepEnd && event.name.starts_with("recover: "))
            last_step = event.name;
    }

    std::vector<std::string> notes;
    std::string last_step;
};

class OnADesk : public ::testing::Test {
protected:
    void SetUp() override {
        const char* images = std::getenv("TETHERLAB_IMAGES");
        if (images == nullptr) GTEST_SKIP() << "TETHERLAB_IMAGES is not set: start through lab/test";
        if (::geteuid() != 0) GTEST_SKIP() << "network namespaces need root";
        images_ = images;
        desk_.emplace(images_, desk_run_);
        ::setenv("PATH", (desk_->programs().string() + ":" + std::getenv("PATH")).c_str(), 1);
    }

    // As `tetherlab run` does.
    scenario::Run play(const std::string& file, const std::string& hotspot) {
        const Scenario scenario = load(TETHERLAB_SOURCE_DIR "/scenarios/" + file);
        const profile::Profile profile =
            profile::load(TETHERLAB_SOURCE_DIR "/gadget/profiles/" + hotspot + ".yaml");
        const bench::BenchFile bench_file =
            bench::parse_bench(desk_->bench_file(), "desk.yaml", board::Boards(desk_run_.path()));
        event::Log log;
        log.add(recoveries_);
        bench::RunDirectory directory(bench::runs_folder());
        namespaces_ = {"tl" + directory.id() + "-lab", "tl" + directory.id() + "-client"};
        const scenario::Setup setup{.scenario = scenario,
                                    .hotspot = profile,
                                    .image = images_ / "firmware/standin-sysupgrade.bin",
                                    .run_id = directory.id(),
                                    .capabilities = bench::RealBench::capabilities(),
                                    .make_bench =
                                        [&] {
                                            return std::make_unique<bench::RealBench>(
                                                bench::RealBench::Parts{.file = bench_file,
                                                                        .folder = desk_run_.path() / "bench",
                                                                        .run = directory,
                                                                        .log = log,
                                                                        .stop = {}});
                                        },
                                    .times = bench_file.times,
                                    .log = log,
                                    .stop = {}};
        return scenario::run(setup);
    }

    std::shared_ptr<Recoveries> recoveries_ = std::make_shared<Recoveries>();
    std::filesystem::path images_;
    bench::RunDirectory desk_run_{bench::runs_folder()};
    std::optional<Desk> desk_;
    std::vector<std::string> namespaces_;  // of the last run
};

// The flash leaves a router that its boot loader does not start; only a system over TFTP brings it back.
TEST_F(OnADesk, AD53BringsTheWanUpWhenTheRouterIsBackFromTheDead) {
    desk_->lose_kernel_at_reset();
    const scenario::Run run = play("bring-up/d53.yaml", "quanta-d53");
    ASSERT_EQ(run.verdict, Verdict::kPass) << run.cause;
    EXPECT_THAT(recoveries_->notes, ElementsAre(StartsWith("the router does not come up: after the flash: "),
                                                StartsWith("reboot: it has no shell: bad kernel: "),
                                                StartsWith("power cycle: bad kernel: ")));
    EXPECT_EQ(recoveries_->last_step, "recover: boot loader and TFTP");
    EXPECT_EQ(run.image.value().running_revision, run.image.value().metadata.version.revision);
    EXPECT_TRUE(run.substitutions.empty());
    EXPECT_EQ(desk_->power(), "on");
    for (const std::string& name : namespaces_) EXPECT_FALSE(bench::netns::exists(name)) << name;
    // The key of the firmware that runs now, not those of the one before the flash and of the system in RAM.
    EXPECT_EQ(base::split(base::trim(base::read_file(desk_run_.path() / "bench/known_hosts")), '\n').size(),
              1U);
}

}  // namespace
}  // namespace tetherlab::scenario::testing
