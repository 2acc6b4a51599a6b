// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/real_hotspot.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/testing/error_of.hpp"
#include "gadget/base/text.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <semaphore>
#include <string>
#include <vector>

namespace tetherlab::bench {
namespace {

using base::testing::error_of;

using namespace std::chrono_literals;
using base::Deadline;
namespace fs = std::filesystem;

constexpr auto kTime = 20s;

// With a script in place of tetherlab-wire.
class RealHotspotTest : public ::testing::Test {
protected:
    // `script` finds the wire's arguments in "$*".
    RealHotspot::Parts parts(const std::string& script, RealDevice device = {"05c6:9057", ""}) {
        const fs::path wire = folder_.path() / "wire";
        std::ofstream(wire) << "#!/bin/sh\n" << script << "\n";
        fs::permissions(wire, fs::perms::owner_all);
        return {
            .device = std::move(device), .wire = wire, .socket = "/run/wire", .log = folder_.path() / "log"};
    }

    std::string said() const { return base::read_file(folder_.path() / "said"); }

    base::TemporaryFolder folder_;
    const std::string note_ = "echo \"$*\" >>" + (folder_.path() / "said").string() + "; ";
};

TEST_F(RealHotspotTest, ChecksTheDeviceThatTheBenchNames) {
    const auto wire = parts(note_ + "echo '05c6:9057 at 1-1.4 (Android)'", {"05c6:9057", "1-1.4"});
    EXPECT_EQ(RealHotspot::check(wire, Deadline(kTime)), "05c6:9057 at 1-1.4 (Android)");
    EXPECT_EQ(said(), "--wire stock --usb 05c6:9057 --usb-port 1-1.4 --check\n");
}

TEST_F(RealHotspotTest, SaysWhatIsMissing) {
    const auto wire =
        parts("echo 'tetherlab-wire: find USB device 05c6:9057: nothing is plugged in' >&2; exit 1");
    EXPECT_EQ(error_of([&] { RealHotspot::check(wire, Deadline(kTime)); }),
              "use the bench's real hotspot: find USB device 05c6:9057: nothing is plugged in");
}

TEST_F(RealHotspotTest, IsPluggedOnceTheWireSaysSo) {
    RealHotspot hotspot(parts(note_ + "echo plugged; exec tail -f /dev/null"));
    hotspot.plug(Deadline(kTime));
    hotspot.plug(Deadline(kTime));
    EXPECT_EQ(said(), "--wire stock --usb 05c6:9057 --socket /run/wire\n");
}

TEST_F(RealHotspotTest, TellsWhenTheHotspotGoesAndComesByItself) {
    std::vector<std::string> changes;
    std::counting_semaphore<> told(0);
    auto wire = parts("echo gone; echo plugged; echo gone; echo plugged; exec tail -f /dev/null");
    wire.on_change = [&](const std::string& state) {
        changes.push_back(state);
        told.release();
    };
    {
        RealHotspot hotspot(wire);
        hotspot.plug(Deadline(kTime));
        EXPECT_TRUE(told.try_acquire_for(kTime) && told.try_acquire_for(kTime));
    }
    EXPECT_EQ(changes, (std::vector<std::string>{"gone", "plugged"}));
}

TEST_F(RealHotspotTest, SaysWhyTheWireEnded) {
    RealHotspot hotspot(parts("echo 'tetherlab-wire: bind /run/wire: Permission denied' >&2; exit 1"));
    EXPECT_EQ(error_of([&] { hotspot.plug(Deadline(kTime)); }),
              "plug hotspot 05c6:9057: tetherlab-wire ended with status 1: tetherlab-wire: bind /run/wire: "
              "Permission denied");
}

TEST_F(RealHotspotTest, DoesNotWaitForADeviceForEver) {
    RealHotspot hotspot(parts("exec tail -f /dev/null"));
    EXPECT_EQ(error_of([&] { hotspot.plug(Deadline(20ms)); }),
              "wait for the hotspot to be there and the router to take it: not within 20 ms");
}

TEST_F(RealHotspotTest, LetsTheWireGiveTheDeviceBack) {
    const fs::path given = folder_.path() / "given";
    {
        RealHotspot hotspot(parts("trap 'touch " + given.string() +
                                  "; exit 0' TERM; echo plugged; "
                                  "tail -f /dev/null --pid=$$ >/dev/null & wait"));
        hotspot.plug(Deadline(kTime));
    }
    EXPECT_TRUE(fs::exists(given));
}

TEST_F(RealHotspotTest, DoesNotMisbehaveOnPurpose) {
    RealHotspot hotspot(parts("exit 1"));
    EXPECT_EQ(error_of([&] { hotspot.fire("brownout", Deadline(kTime)); }),
              "fire fault brownout: a real hotspot does not misbehave on purpose");
}

}  // namespace
}  // namespace tetherlab::bench
