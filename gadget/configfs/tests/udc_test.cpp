// SPDX-License-Identifier: Apache-2.0
#include "gadget/configfs/udc.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/eventfd.h>

#include <chrono>
#include <fstream>

namespace tetherlab::configfs {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::ThrowsMessage;
namespace fs = std::filesystem;

// A folder like /sys/class/udc.
class UdcTest : public testing::Test {
protected:
    void add(const std::string& name, const std::string& state, const std::string& speed) {
        fs::create_directory(folder_ / name);
        std::ofstream(folder_ / name / "state") << state << "\n";
        std::ofstream(folder_ / name / "maximum_speed") << speed << "\n";
    }

    std::string folder() const { return folder_.string(); }

    base::TemporaryFolder temporary_;
    fs::path folder_ = temporary_.path();
};

TEST_F(UdcTest, TakesTheOnlyOne) {
    add("fe980000.usb", "not attached", "high-speed");
    EXPECT_EQ(Udc::choose("", folder_).name(), "fe980000.usb");
}

TEST_F(UdcTest, TakesTheOneNamed) {
    add("dummy_udc.0", "not attached", "super-speed");
    add("dummy_udc.1", "not attached", "super-speed");
    EXPECT_EQ(Udc::choose("dummy_udc.1", folder_).name(), "dummy_udc.1");
}

TEST_F(UdcTest, ListsThemWhenOneMustBeNamed) {
    add("dummy_udc.1", "not attached", "super-speed");
    add("dummy_udc.0", "not attached", "super-speed");
    EXPECT_THAT([&] { Udc::choose("", folder_); },
                ThrowsMessage<base::Error>("find UDC " + folder() +
                                           ": several, so one must be named: dummy_udc.0, dummy_udc.1"));
}

TEST_F(UdcTest, ListsThemWhenTheOneNamedIsNotThere) {
    add("fe980000.usb", "not attached", "high-speed");
    EXPECT_THAT([&] { Udc::choose("dummy_udc.0", folder_); },
                ThrowsMessage<base::Error>("find UDC dummy_udc.0: no such UDC; there is: fe980000.usb"));
}

TEST_F(UdcTest, SaysWhatToDoWhenThereIsNone) {
    EXPECT_THAT([&] { Udc::choose("", folder_); },
                ThrowsMessage<base::Error>("find UDC in " + folder() +
                                           ": there is none; load a driver (dwc2, dummy_hcd, …)"));
}

TEST_F(UdcTest, HasNoneWhereTheKernelHasNoFolder) {
    EXPECT_THAT(Udc::list(folder_ / "missing"), testing::IsEmpty());
}

TEST_F(UdcTest, KnowsWhatItIsCapableOf) {
    add("a", "not attached", "high-speed");
    add("b", "not attached", "super-speed");
    add("c", "not attached", "super-speed-plus");
    EXPECT_EQ(Udc("a", folder_).maximum_speed(), profile::Speed::kHigh);
    EXPECT_EQ(Udc("b", folder_).maximum_speed(), profile::Speed::kSuper);
    EXPECT_EQ(Udc("c", folder_).maximum_speed(), profile::Speed::kSuper);
}

TEST_F(UdcTest, ReadsTheStateAnewEachTime) {
    add("a", "not attached", "high-speed");
    StateWatch watch(Udc("a", folder_));
    EXPECT_EQ(watch.read(), "not attached");
    base::write_attribute(folder_ / "a" / "state", "configured\n  ");
    EXPECT_EQ(watch.read(), "configured");
}

TEST_F(UdcTest, WaitsNoLongerThanItMay) {
    add("a", "not attached", "high-speed");
    StateWatch watch(Udc("a", folder_));
    EXPECT_EQ(watch.wait(base::Deadline(20ms)), StateWatch::Wake::kTimeout);
}

TEST_F(UdcTest, StopsWaitingWhenAskedTo) {
    add("a", "not attached", "high-speed");
    StateWatch watch(Udc("a", folder_));
    const base::UniqueFd stop(::eventfd(1, EFD_CLOEXEC));
    EXPECT_EQ(watch.wait(base::Deadline(10s), stop.get()), StateWatch::Wake::kStop);
}

}  // namespace
}  // namespace tetherlab::configfs
