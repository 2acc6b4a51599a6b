// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/virtual_bench.hpp"
#include "harness/flash/sysupgrade.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>

// The power goes at a random moment of a flash. The router then boots the old or the new image, or U-Boot
// refuses its kernel and the harness revives it over TFTP, without help.
namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;
using router::State;

constexpr auto kTrialTime = 4min;
constexpr int kDefaultTrials = 2;
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

    // Starts sysupgrade and returns when the router's console says that it is about to erase the first block,
    // or earlier: as soon as it has closed the connection.
    enum class Until { kClosed, kErases };

    void start_upgrade(const std::filesystem::path& image, Until until, const base::Deadline& deadline) {
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
        if (until == Until::kErases) {
            ASSERT_TRUE(bench_->console().expect({"Performing system upgrade"}, deadline.within(1min)));
        }
    }

    // How long a write takes on this machine today. Leaves `image` running.
    base::Milliseconds time_a_write(const std::filesystem::path& image) {
        const base::Deadline deadline(kTrialTime);
        start_upgrade(image, Until::kErases, deadline);
        const auto began = base::Clock::now();
        EXPECT_TRUE(bench_->console().expect({"sysupgrade successful"}, deadline));
        const auto took = base::Clock::now() - began;
        EXPECT_EQ(bench_->router().bring_to(State::kOff, deadline), State::kOff);
        EXPECT_EQ(bench_->router().bring_to(State::kShell, deadline), State::kShell);
        return std::chrono::duration_cast<base::Milliseconds>(took);
    }

    // Cuts the power when `part` of `write` has passed since the first erase; before that when it is
    // negative.
    void cut(const std::filesystem::path& image, double part, base::Milliseconds write) {
        const base::Deadline deadline(kTrialTime);
        start_upgrade(image, part < 0 ? Until::kClosed : Until::kErases, deadline);
        // The moment is random, so the wait is for the end of the write, which may come first.
        const auto after = std::chrono::duration_cast<base::Milliseconds>(write * std::max(part, 0.0));
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
    std::uniform_real_distribution<double> moment(-0.15, 1.15);
    std::string next = "standin-ecm-only";
    std::string other = "standin";
    const base::Milliseconds write = time_a_write(image(other));
    int old_images = 0;
    int new_images = 0;
    int revived = 0;
    for (int trial = 1; trial <= trials; ++trial) {
        const std::string before = revision();
        const double part = moment(random);
        SCOPED_TRACE("trial " + std::to_string(trial) + ", seed " + std::to_string(seed) + ", power cut at " +
                     std::to_string(part) + " of the " + base::to_text(write) + " of a write");
        ASSERT_NO_FATAL_FAILURE(cut(image(next), part, write));

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
