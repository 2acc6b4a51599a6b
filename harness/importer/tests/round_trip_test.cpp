// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "gadget/profile/profile.hpp"
#include "harness/bench/take_snapshot.hpp"
#include "harness/bench/virtual_bench.hpp"
#include "harness/importer/tests/generated.hpp"
#include "harness/observe/router_facts.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

// A profile is plugged into the virtual router, and what the router prints of it is imported as that profile.
// TETHERLAB_PROFILES says how many are generated.
namespace tetherlab::importer {
namespace {

using namespace std::chrono_literals;
using base::Deadline;
using profile::Profile;

constexpr auto kTime = 60s;
constexpr int kDefaultProfiles = 12;

int profiles() {
    const char* value = std::getenv("TETHERLAB_PROFILES");
    return value == nullptr ? kDefaultProfiles : std::atoi(value);
}

class RoundTripOnBench : public testing::Test {
protected:
    void SetUp() override {
        const char* images = std::getenv("TETHERLAB_IMAGES");
        if (images == nullptr) GTEST_SKIP() << "TETHERLAB_IMAGES is not set: start through lab/test";
        if (::geteuid() != 0) GTEST_SKIP() << "network namespaces need root";
        bench::RunDirectory first(bench::runs_folder());
        bench_.emplace(
            bench::VirtualBench::Parts{.file = file_,
                                       .images = images,
                                       .run = run_,
                                       .log = log_,
                                       .stop = {},
                                       .from = bench::take_snapshot(file_, images, first, log_, {})});
    }

    // The router's usb/devices, once the device is there and configured, or is there no more; whatever it is
    // when the time is over.
    std::string await_device(const Profile& profile, bool there) {
        const Deadline deadline(kTime);
        for (;;) {
            const auto router = bench_->look({.router = true}, deadline).router;
            if (!router) throw base::Error("look at", "the router", router.why());
            const auto* device = observe::find_device(*router, profile.vendor_id, profile.product_id);
            const bool configured = device != nullptr && device->active() != nullptr;
            if (deadline.expired() || (there ? configured : device == nullptr))
                return router->usb_devices_text;
            (void)bench_->console().await_output(deadline.within(500ms));
        }
    }

    bench::BenchFile file_;
    bench::RunDirectory run_{bench::runs_folder()};
    event::Log log_;
    std::optional<bench::VirtualBench> bench_;
};

TEST_F(RoundTripOnBench, OfGeneratedProfilesGivesTheSameProfiles) {
    const Profile shipped = profile::load(TETHERLAB_SOURCE_DIR "/gadget/profiles/quanta-d53.yaml");
    for (int seed = 1; seed <= profiles(); ++seed) {
        Profile original = generated(static_cast<unsigned>(seed));
        original.name = fmt::format("generated-{}", seed);
        original.title = "A generated hotspot";
        original.mac = shipped.mac;
        original.lan = shipped.lan;
        original.power = shipped.power;
        SCOPED_TRACE(profile::emit(original));
        EXPECT_TRUE(bench_->hotspot().prepare(original, Deadline(kTime)).empty());
        bench_->hotspot().plug(Deadline(kTime));
        const std::string text = await_device(original, true);
        const std::optional<Profile> imported = import_again(text, original);
        ASSERT_TRUE(imported) << text;
        EXPECT_TRUE(*imported == original) << text << profile::emit(*imported);
        bench_->hotspot().unplug(Deadline(kTime));
        const std::string left = await_device(original, false);
        ASSERT_FALSE(import_again(left, original)) << left;
    }
}

}  // namespace
}  // namespace tetherlab::importer
