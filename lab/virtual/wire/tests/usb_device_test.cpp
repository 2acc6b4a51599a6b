// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/usb_device.hpp"

#include "lab/virtual/wire/testing/fake_usb.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace tetherlab::wire;
using tetherlab::wire::testing::FakeUsb;
namespace fs = std::filesystem;

namespace {

const DeviceChoice kDummy = BelowController{"dummy_hcd"};

class FindDevice : public ::testing::Test {
protected:
    // `path` is below /sys/devices.
    fs::path add(const std::string& path, unsigned bus, unsigned number) {
        return usb_.add({.path = path, .device = {bus, number}, .bound = false});
    }

    void add_bound(const std::string& path, unsigned bus, unsigned number,
                   const std::string& identity = "0e8d:2028") {
        usb_.add({.path = path, .device = {bus, number}, .identity = identity});
    }

    FakeUsb usb_;
    const fs::path sysfs_ = usb_.sysfs();
};

}  // namespace

TEST_F(FindDevice, FindsTheDeviceBelowTheController) {
    add_bound("platform/dummy_hcd.0/usb1/1-1", 1, 7);
    EXPECT_EQ(find_device(sysfs_, kDummy), (UsbDevice{1, 7}));
}

TEST_F(FindDevice, FindsADeviceBehindAHub) {
    add_bound("platform/dummy_hcd.0/usb1/1-1.4", 1, 9);
    EXPECT_EQ(find_device(sysfs_, kDummy), (UsbDevice{1, 9}));
}

TEST_F(FindDevice, IgnoresRootHubsAndInterfaces) {
    add_bound("platform/dummy_hcd.0/usb1", 1, 1);
    add_bound("platform/dummy_hcd.0/usb1/1-0:1.0", 1, 1);
    EXPECT_EQ(find_device(sysfs_, kDummy), std::nullopt);
}

TEST_F(FindDevice, IgnoresDevicesOfOtherControllers) {
    add_bound("pci0000:00/0000:00:14.0/usb1/1-1", 1, 2);
    add_bound("platform/dummy_hcd_other.0/usb2/2-1", 2, 2);
    EXPECT_EQ(find_device(sysfs_, kDummy), std::nullopt);
}

TEST_F(FindDevice, TakesAControllerByItsFullName) {
    add_bound("platform/dummy_hcd.0/usb1/1-1", 1, 2);
    add_bound("platform/dummy_hcd.1/usb3/3-1", 3, 2);
    EXPECT_EQ(find_device(sysfs_, BelowController{"dummy_hcd.1"}), (UsbDevice{3, 2}));
}

TEST_F(FindDevice, WaitsForTheKernelsDriver) {
    add("platform/dummy_hcd.0/usb1/1-1", 1, 2);
    EXPECT_EQ(find_device(sysfs_, kDummy), std::nullopt);
}

TEST_F(FindDevice, FindsNothingWithoutUsb) {
    fs::remove_all(sysfs_ / "bus");
    EXPECT_EQ(find_device(sysfs_, kDummy), std::nullopt);
}

TEST_F(FindDevice, FindsTheDeviceWithAnIdentityWhereverItIs) {
    add_bound("pci0000:00/0000:00:14.0/usb1/1-1", 1, 2, "1d6b:0104");
    add_bound("pci0000:00/0000:00:14.0/usb1/1-2.4", 1, 3, "05c6:9057");
    EXPECT_EQ(find_device(sysfs_, WithIdentity{"05c6:9057"}), (UsbDevice{1, 3}));
}

TEST_F(FindDevice, FindsTheDeviceWithAnIdentityAtItsPort) {
    add_bound("pci0000:00/0000:00:14.0/usb1/1-1", 1, 2, "05c6:9057");
    add_bound("pci0000:00/0000:00:14.0/usb1/1-2", 1, 3, "05c6:9057");
    EXPECT_EQ(find_device(sysfs_, (WithIdentity{"05c6:9057", "1-2"})), (UsbDevice{1, 3}));
    EXPECT_EQ(find_device(sysfs_, (WithIdentity{"05c6:9057", "1-3"})), std::nullopt);
}

TEST(UsbDevice, NamesItsFileWithThreeDigits) {
    EXPECT_EQ((UsbDevice{1, 23}.node()), fs::path("/dev/bus/usb/001/023"));
}
