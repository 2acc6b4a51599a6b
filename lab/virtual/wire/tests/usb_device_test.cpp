// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/usb_device.hpp"

#include "gadget/base/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

using namespace tetherlab::wire;
namespace fs = std::filesystem;

namespace {

// A sysfs with what find_device() looks at.
class FindDevice : public testing::Test {
protected:
    FindDevice() { fs::create_directories(sysfs_ / "bus/usb/devices"); }

    // `path` is below /sys/devices.
    fs::path add(const std::string& path, const std::string& bus, const std::string& number) {
        const fs::path device = sysfs_ / "devices" / path;
        fs::create_directories(device);
        std::ofstream(device / "busnum") << bus << '\n';
        std::ofstream(device / "devnum") << number << '\n';
        fs::create_directory_symlink(device, sysfs_ / "bus/usb/devices" / device.filename());
        return device;
    }

    void add_bound(const std::string& path, const std::string& bus, const std::string& number) {
        fs::create_directory(add(path, bus, number) / "driver");
    }

    tetherlab::base::TemporaryFolder folder_;
    const fs::path sysfs_ = folder_.path();
};

}  // namespace

TEST_F(FindDevice, FindsTheDeviceBelowTheController) {
    add_bound("platform/dummy_hcd.0/usb1/1-1", "1", "7");
    EXPECT_EQ(find_device(sysfs_, "dummy_hcd"), (UsbDevice{1, 7}));
}

TEST_F(FindDevice, FindsADeviceBehindAHub) {
    add_bound("platform/dummy_hcd.0/usb1/1-1.4", "1", "9");
    EXPECT_EQ(find_device(sysfs_, "dummy_hcd"), (UsbDevice{1, 9}));
}

TEST_F(FindDevice, IgnoresRootHubsAndInterfaces) {
    add_bound("platform/dummy_hcd.0/usb1", "1", "1");
    add_bound("platform/dummy_hcd.0/usb1/1-0:1.0", "1", "1");
    EXPECT_EQ(find_device(sysfs_, "dummy_hcd"), std::nullopt);
}

TEST_F(FindDevice, IgnoresDevicesOfOtherControllers) {
    add_bound("pci0000:00/0000:00:14.0/usb1/1-1", "1", "2");
    add_bound("platform/dummy_hcd_other.0/usb2/2-1", "2", "2");
    EXPECT_EQ(find_device(sysfs_, "dummy_hcd"), std::nullopt);
}

TEST_F(FindDevice, TakesAControllerByItsFullName) {
    add_bound("platform/dummy_hcd.0/usb1/1-1", "1", "2");
    add_bound("platform/dummy_hcd.1/usb3/3-1", "3", "2");
    EXPECT_EQ(find_device(sysfs_, "dummy_hcd.1"), (UsbDevice{3, 2}));
}

TEST_F(FindDevice, WaitsForTheKernelsDriver) {
    add("platform/dummy_hcd.0/usb1/1-1", "1", "2");
    EXPECT_EQ(find_device(sysfs_, "dummy_hcd"), std::nullopt);
}

TEST_F(FindDevice, FindsNothingWithoutUsb) {
    fs::remove_all(sysfs_ / "bus");
    EXPECT_EQ(find_device(sysfs_, "dummy_hcd"), std::nullopt);
}

TEST(UsbDevice, NamesItsFileWithThreeDigits) {
    EXPECT_EQ((UsbDevice{1, 23}.node()), fs::path("/dev/bus/usb/001/023"));
}
