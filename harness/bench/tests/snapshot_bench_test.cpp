// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/temporary_folder.hpp"
#include "gadget/profile/profile.hpp"
#include "harness/bench/take_snapshot.hpp"
#include "harness/bench/virtual_bench.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <string>

// A bench that goes on from a snapshot is a bench like any other.
namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;
using base::Deadline;
using router::State;

constexpr auto kTime = 5min;

class SnapshotBench : public ::testing::Test {
protected:
    void SetUp() override {
        const char* images = std::getenv("TETHERLAB_IMAGES");
        if (images == nullptr) GTEST_SKIP() << "TETHERLAB_IMAGES is not set: start through lab/test";
        if (::geteuid() != 0) GTEST_SKIP() << "network namespaces need root";
        images_ = images;
    }

    Snapshot take() {
        RunDirectory run(runs_folder());
        return take_snapshot(file_, images_, run, log_, {});
    }

    void resume() {
        bench_.emplace(VirtualBench::Parts{
            .file = file_, .images = images_, .run = run_, .log = log_, .stop = {}, .from = take()});
    }

    std::string on_router(const std::string& command) {
        return router::run_checked(bench_->shell(), command, Deadline(kTime));
    }

    // Plugs a D53 in and waits until the router has bound its driver.
    void plug() {
        const profile::Profile d53 = profile::load(TETHERLAB_SOURCE_DIR "/gadget/profiles/quanta-d53.yaml");
        bench_->hotspot().prepare(d53, Deadline(kTime));
        bench_->hotspot().plug(Deadline(kTime));
        ASSERT_TRUE(bench_->console().expect({"register 'rndis_host'"}, Deadline(kTime)))
            << bench_->console().transcript();
    }

    std::filesystem::path images_;
    BenchFile file_;
    event::Log log_;
    RunDirectory run_{runs_folder()};
    std::optional<VirtualBench> bench_;
};

TEST_F(SnapshotBench, IsTakenOnce) {
    const Snapshot first = take();
    const Snapshot second = take();
    EXPECT_EQ(first.folder, second.folder);
    EXPECT_EQ(first.made, second.made);
}

TEST_F(SnapshotBench, StandsAtItsShellWithTheTimeOfDay) {
    const std::time_t before = std::time(nullptr);
    resume();
    EXPECT_EQ(bench_->router().state(), State::kShell);
    EXPECT_GE(std::stol(on_router("date +%s")), before);
    EXPECT_EQ(bench_->versions().count("agent"), 1U);
}

TEST_F(SnapshotBench, TakesAHotspot) {
    resume();
    plug();
}

TEST_F(SnapshotBench, BootsAfterAPowerCutAndTakesAHotspot) {
    resume();
    on_router("echo kept >/root/note && sync");
    ASSERT_EQ(bench_->router().bring_to(State::kOff, Deadline(kTime)), State::kOff);
    ASSERT_EQ(bench_->router().bring_to(State::kShell, Deadline(kTime)), State::kShell);
    EXPECT_EQ(on_router("cat /root/note"), "kept\n");
    plug();
}

TEST_F(SnapshotBench, BootsAfterAResetAndTakesAHotspot) {
    resume();
    try {
        bench_->shell().run("reboot -f", Deadline(kTime));
    } catch (const router::ConnectionLost&) {  // as it should be
    }
    ASSERT_TRUE(bench_->router().await_reboot(Deadline(kTime)));
    ASSERT_EQ(bench_->router().bring_to(State::kShell, Deadline(kTime)), State::kShell);
    plug();
}

}  // namespace
}  // namespace tetherlab::bench
