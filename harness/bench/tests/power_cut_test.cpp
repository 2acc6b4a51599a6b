// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/virtual_bench.hpp"
#include "harness/flash/sysupgrade.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <random>
#include <string>

// The power goes at a random moment of a flash. The router then boots the old or the new image, or U-Boot
// refuses its kernel and the harness revives it over TFTP, without help.
namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;
using router::State;

constexpr auto kWriteTime = 12s;  // longer than the slowed flash takes to be written
constexpr auto kTrialTime = 4min;
constexpr int kDefaultTrials = 3;
constexpr unsigned kDefaultSeed = 3040;
constexpr int kProgramMicroseconds = 1200;  // a page; 180 is the real part's. Widens the window to about 7 s

int from_environment(const char* name, int otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : std::atoi(value);
}

class PowerCut : public ::testing::Test {
protected:
    void SetUp() override {
        const char* images = std::getenv("TETHERLAB_IMAGES");
        if (images == nullptr) GTEST_SKIP() << "TETHERLAB_IMAGES is not set: start through lab/test";
        if (::geteuid() != 0) GTEST_SKIP() << "network namespaces need root";
        images_ = images;
        bench_.emplace(VirtualBench::Parts{file_, images_, run_, log_, {}});
    }

    std::filesystem::path image(const std::string& variant) const {
        return images_ / "firmware" / (variant + "-sysupgrade.bin");
    }

    std::string revision() { return flash::running_revision(bench_->shell(), base::Deadline(20s)); }

    // Starts writing `image` and cuts the power `after` the first block is about to be erased.
    void cut(const std::filesystem::path& image, base::Milliseconds after) {
        const base::Deadline deadline(kTrialTime);
        router::Shell& shell = bench_->shell();
        shell.upload(image, "/tmp/firmware.bin", deadline);
        router::run_checked(shell,
                            "echo " + std::to_string(kProgramMicroseconds) +
                                " > /sys/module/tether_nand/parameters/program_us",
                            deadline);
        try {
            shell.run("sysupgrade -n /tmp/firmware.bin", deadline);
        } catch (const router::ConnectionLost&) {  // as every sysupgrade over ssh ends
        }
        ASSERT_TRUE(bench_->console().expect({"Performing system upgrade"}, deadline.within(1min)));
        // The moment is random, so the wait is for the end of the write, which may come first.
        (void)bench_->console().expect({"sysupgrade successful"}, base::Deadline(after));
        ASSERT_EQ(bench_->router().bring_to(State::kOff, deadline), State::kOff);
    }

    std::filesystem::path images_;
    BenchFile file_;
    RunDirectory run_{runs_folder()};
    event::Log log_;
    std::optional<VirtualBench> bench_;
};

TEST_F(PowerCut, LeavesTheOldImageTheNewOneOrARouterThatTftpRevives) {
    const int trials = from_environment("TETHERLAB_POWER_CUTS", kDefaultTrials);
    const unsigned seed = static_cast<unsigned>(from_environment("TETHERLAB_SEED", kDefaultSeed));
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> moment(0, static_cast<int>(base::Milliseconds(kWriteTime).count()));
    std::string next = "standin";
    std::string other = "standin-ecm-only";
    int old_images = 0;
    int new_images = 0;
    int revived = 0;
    for (int trial = 1; trial <= trials; ++trial) {
        const std::string before = revision();
        const base::Milliseconds after(moment(random));
        SCOPED_TRACE("trial " + std::to_string(trial) + ", seed " + std::to_string(seed) + ", power cut " +
                     base::to_text(after) + " into the upgrade");
        ASSERT_NO_FATAL_FAILURE(cut(image(next), after));

        const State state = bench_->router().bring_to(State::kShell, base::Deadline(kTrialTime));
        ASSERT_TRUE(state == State::kShell || state == State::kBadKernel) << to_text(state);
        if (state == State::kBadKernel) {
            const flash::Outcome outcome = bench_->flash(image(next), base::Deadline(kTrialTime));
            ASSERT_EQ(outcome.result, flash::Result::kFlashed) << outcome.reason;
            ++revived;
        } else if (revision() == before)
            ++old_images;
        else
            ++new_images;
        std::swap(next, other);
    }
    std::printf("%d power cuts, seed %u: %d old image, %d new image, %d revived over TFTP\n", trials, seed,
                old_images, new_images, revived);
}

}  // namespace
}  // namespace tetherlab::bench
