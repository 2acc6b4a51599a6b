// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "gadget/profile/profile.hpp"
#include "harness/bench/virtual_bench.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdlib>
#include <random>
#include <string>

// A hotspot is unplugged at a random moment of its enumeration and plugged again. The router enumerates it
// each time, and none of its transfers is left without an answer, which would cost it five seconds each.
namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto kTime = 60s;  // for the router to bring usb0 up or down: 1 s on an idle machine
constexpr int kDefaultTrials = 12;
constexpr unsigned kDefaultSeed = 3040;
constexpr int kEnumeration = 600;  // ms from the plug until rndis_host has probed, about

int from_environment(const char* name, int otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : std::atoi(value);
}

// Counts how often the hotspot was configured by the router.
class Configurations : public event::Sink {
public:
    void on(const event::Event& event) override {
        if (event.kind != event::Kind::kUsb || event.data.value("state", "") != "configured") return;
        const std::scoped_lock lock(mutex_);
        ++count_;
        changed_.notify_all();
    }

    int count() {
        const std::scoped_lock lock(mutex_);
        return count_;
    }

    bool await_after(int count, const base::Deadline& deadline) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, deadline.remaining(), [&] { return count_ > count; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int count_ = 0;
};

class Replug : public ::testing::Test {
protected:
    void SetUp() override {
        const char* images = std::getenv("TETHERLAB_IMAGES");
        if (images == nullptr) GTEST_SKIP() << "TETHERLAB_IMAGES is not set: start through lab/test";
        if (::geteuid() != 0) GTEST_SKIP() << "network namespaces need root";
        log_.add(configurations_);
        bench_.emplace(VirtualBench::Parts{file_, images, run_, log_, {}});
        bench_->hotspot().prepare(profile::load(TETHERLAB_SOURCE_DIR "/gadget/profiles/quanta-d53.yaml"),
                                  base::Deadline(kTime));
        // usbcore tells of transfers without an answer only when asked to.
        shell(
            "mount -t debugfs debugfs /sys/kernel/debug; "
            "echo 'module usbcore +p' >/sys/kernel/debug/dynamic_debug/control && dmesg -c");
    }

    std::string shell(const std::string& command) {
        return router::run_checked(bench_->shell(), command, base::Deadline(kTime));
    }

    // Until the router has usb0 or has it no more.
    bool await_usb0(const std::string& test) {
        const base::Deadline deadline(kTime);
        while (!bench_->shell().run("[ " + test + " /sys/class/net/usb0 ]", deadline).status.success()) {
            if (deadline.expired()) return false;
            (void)bench_->console().await_output(deadline.within(500ms));
        }
        return true;
    }

    void plug() { bench_->hotspot().plug(base::Deadline(kTime)); }

    void unplug() { bench_->hotspot().unplug(base::Deadline(kTime)); }

    BenchFile file_;
    RunDirectory run_{runs_folder()};
    event::Log log_;
    std::shared_ptr<Configurations> configurations_ = std::make_shared<Configurations>();
    std::optional<VirtualBench> bench_;
};

TEST_F(Replug, AtAnyMomentOfAnEnumerationLeavesNoTransferWithoutAnAnswer) {
    const int trials = from_environment("TETHERLAB_REPLUGS", kDefaultTrials);
    const unsigned seed = static_cast<unsigned>(from_environment("TETHERLAB_SEED", kDefaultSeed));
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> moment(0, kEnumeration);
    for (int trial = 1; trial <= trials; ++trial) {
        const base::Milliseconds after(moment(random));
        SCOPED_TRACE("trial " + std::to_string(trial) + ", seed " + std::to_string(seed) + ", unplugged " +
                     base::to_text(after) + " after the plug");
        plug();
        (void)bench_->console().expect({"register 'rndis_host'"}, base::Deadline(after));
        unplug();
        const int before = configurations_->count();
        plug();
        EXPECT_TRUE(configurations_->await_after(before, base::Deadline(kTime)));
        EXPECT_TRUE(await_usb0("-e"));
        unplug();
        EXPECT_TRUE(await_usb0("! -e"));
        const std::string log = shell("dmesg -c");
        ASSERT_EQ(log.find("timed out"), std::string::npos) << log;
    }
}

}  // namespace
}  // namespace tetherlab::bench
