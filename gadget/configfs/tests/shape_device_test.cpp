// SPDX-License-Identifier: Apache-2.0
#include "gadget/configfs/shape_device.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/kernel/tether_shape/uapi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace tetherlab::configfs {
namespace {

using namespace std::chrono_literals;
using fault::ControlAnswer;
using fault::ControlFault;
using testing::ThrowsMessage;
namespace fs = std::filesystem;

// A file in place of the device, which keeps what is written to it.
class ShapeDeviceTest : public testing::Test {
protected:
    tether_rule written() const {
        tether_rule rule{};
        std::ifstream(path_, std::ios::binary).read(reinterpret_cast<char*>(&rule), sizeof(rule));
        return rule;
    }

    std::size_t open_files() const {
        std::size_t count = 0;
        for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
            std::error_code gone;
            if (fs::read_symlink(entry.path(), gone) == path_) ++count;
        }
        return count;
    }

    base::TemporaryFolder temporary_;
    fs::path path_ = temporary_.path() / "tether_shape";
    std::ofstream made_{path_};
    std::size_t before_ = open_files();
    ShapeDevice device_{path_};
};

TEST_F(ShapeDeviceTest, AsksForALateAnswer) {
    const fault::Hold hold =
        device_.control({.match = {.request_type = 0x80, .request = 6, .value = 0x0200, .value_mask = 0xff00},
                         .answer = ControlAnswer::kDelay,
                         .delay = 250ms,
                         .times = 3});
    const tether_rule rule = written();
    EXPECT_EQ(fs::file_size(path_), sizeof(tether_rule));
    EXPECT_EQ(rule.action, TETHER_DELAY);
    EXPECT_EQ(rule.request_type, 0x80);
    EXPECT_EQ(rule.request_type_mask, 0xff);
    EXPECT_EQ(rule.request, 6);
    EXPECT_EQ(rule.request_mask, 0xff);
    EXPECT_EQ(rule.value, 0x0200);
    EXPECT_EQ(rule.value_mask, 0xff00);
    EXPECT_EQ(rule.delay_ms, 250U);
    EXPECT_EQ(rule.times, 3U);
}

TEST_F(ShapeDeviceTest, AsksForAStall) {
    const fault::Hold hold = device_.control({.match = {}, .answer = ControlAnswer::kStall});
    EXPECT_EQ(written().action, TETHER_STALL);
}

TEST_F(ShapeDeviceTest, AsksForSilence) {
    const fault::Hold hold = device_.control({.match = {}, .answer = ControlAnswer::kSilent});
    EXPECT_EQ(written().action, TETHER_SILENT);
}

TEST_F(ShapeDeviceTest, AsksForADataStall) {
    const fault::Hold hold = device_.data_stalled();
    EXPECT_EQ(written().action, TETHER_DATA_STALL);
}

TEST_F(ShapeDeviceTest, KeepsTheFileOpenAsLongAsTheHold) {
    fault::Hold first = device_.data_stalled();
    fault::Hold second = device_.data_stalled();
    EXPECT_EQ(open_files(), before_ + 2);
    first.release();
    EXPECT_EQ(open_files(), before_ + 1);
    second.release();
    EXPECT_EQ(open_files(), before_);
}

TEST_F(ShapeDeviceTest, RefusesADelayOutOfRange) {
    EXPECT_THAT(
        [&] { device_.control({.match = {}, .answer = ControlAnswer::kDelay}).release(); },
        ThrowsMessage<base::Error>("add rule for control requests: a delay of 0 ms is not 1 to 60000 ms"));
    EXPECT_THAT(
        [&] { device_.control({.match = {}, .answer = ControlAnswer::kDelay, .delay = 61s}).release(); },
        ThrowsMessage<base::Error>(
            "add rule for control requests: a delay of 61000 ms is not 1 to 60000 ms"));
}

TEST_F(ShapeDeviceTest, RefusesAStallWithADelay) {
    EXPECT_THAT(
        [&] { device_.control({.match = {}, .answer = ControlAnswer::kStall, .delay = 1s}).release(); },
        ThrowsMessage<base::Error>("add rule for control requests: only a late answer has a delay"));
}

TEST_F(ShapeDeviceTest, RefusesANegativeNumberOfTimes) {
    EXPECT_THAT([&] { device_.control({.match = {}, .times = -1}).release(); },
                ThrowsMessage<base::Error>("add rule for control requests: -1 times"));
}

TEST_F(ShapeDeviceTest, NamesTheDeviceThatIsMissing) {
    const fs::path missing = temporary_.path() / "missing";
    EXPECT_FALSE(ShapeDevice::available(missing));
    EXPECT_THAT([&] { ShapeDevice(missing).data_stalled().release(); },
                ThrowsMessage<base::SystemError>("open " + missing.string() + ": No such file or directory"));
}

}  // namespace
}  // namespace tetherlab::configfs
