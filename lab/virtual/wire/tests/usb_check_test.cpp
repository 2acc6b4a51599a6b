// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/usb_check.hpp"

#include "gadget/base/error.hpp"
#include "lab/virtual/wire/testing/fake_usb.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace tetherlab;
using namespace tetherlab::wire;
using tetherlab::wire::testing::FakeUsb;
namespace fs = std::filesystem;

namespace {

class CheckDevice : public ::testing::Test {
protected:
    std::string check(const WithIdentity& wanted) {
        try {
            return check_device({usb_.sysfs(), usb_.dev()}, wanted);
        } catch (const base::Error& error) {
            return error.what();
        }
    }

    FakeUsb usb_;
    const FakeUsb::Device kHotspot{.path = "pci/usb1/1-1.4",
                                   .device = {1, 5},
                                   .identity = "05c6:9057",
                                   .manufacturer = "Android",
                                   .product = "MDM9207"};
    const FakeUsb::Device kKeyboard{.path = "pci/usb1/1-2", .device = {1, 3}, .identity = "046d:c31c"};
};

}  // namespace

TEST_F(CheckDevice, SaysWhatItHasFound) {
    usb_.add(kHotspot);
    EXPECT_EQ(check({"05c6:9057"}), "05c6:9057 at 1-1.4 (Android MDM9207)");
}

TEST_F(CheckDevice, AcceptsADriverOfTheKernel) {
    usb_.bind(usb_.add(kHotspot), "1-1.4:1.0", "rndis_host");
    EXPECT_EQ(check({"05c6:9057", "1-1.4"}), "05c6:9057 at 1-1.4 (Android MDM9207)");
}

TEST_F(CheckDevice, SaysThatThereIsNoUsb) {
    fs::remove_all(usb_.sysfs() / "bus");
    EXPECT_EQ(check({"05c6:9057"}), "find USB device 05c6:9057: this machine has no USB bus (" +
                                        usb_.sysfs().native() + "/bus/usb is missing)");
}

TEST_F(CheckDevice, SaysThatNothingIsPluggedIn) {
    usb_.add({.path = "pci/usb1", .device = {1, 1}, .identity = "1d6b:0002"});
    EXPECT_EQ(check({"05c6:9057"}), "find USB device 05c6:9057: nothing is plugged into this machine");
}

TEST_F(CheckDevice, ListsWhatIsPluggedInInstead) {
    usb_.add(kKeyboard);
    usb_.add(kHotspot);
    EXPECT_EQ(
        check({"0e8d:2028"}),
        "find USB device 0e8d:2028: it is not plugged in; there is 05c6:9057 at 1-1.4 (Android MDM9207), "
        "046d:c31c at 1-2");
}

TEST_F(CheckDevice, SaysAtWhichPortItIsInstead) {
    usb_.add(kHotspot);
    EXPECT_EQ(check({"05c6:9057", "1-3"}),
              "find USB device 05c6:9057: it is not at port 1-3; there is 05c6:9057 at "
              "1-1.4 (Android MDM9207)");
}

TEST_F(CheckDevice, DoesNotChooseBetweenTwo) {
    usb_.add(kHotspot);
    usb_.add({.path = "pci/usb1/1-3", .device = {1, 6}, .identity = "05c6:9057"});
    EXPECT_EQ(check({"05c6:9057"}),
              "find USB device 05c6:9057: there is more than one, and no port says which: "
              "05c6:9057 at 1-1.4 (Android MDM9207), 05c6:9057 at 1-3");
}

TEST_F(CheckDevice, SaysThatUsbfsDoesNotHaveIt) {
    FakeUsb::Device hotspot = kHotspot;
    hotspot.node = false;
    usb_.add(hotspot);
    EXPECT_EQ(
        check({"05c6:9057"}),
        "open " + usb_.dev().native() +
            "/bus/usb/001/005 for 05c6:9057 at 1-1.4 (Android MDM9207): No such file or directory; this "
            "machine has no usbfs, or the device has just gone");
}

TEST_F(CheckDevice, SaysThatAnotherProgramHasIt) {
    const fs::path device = usb_.add(kHotspot);
    usb_.bind(device, "1-1.4:1.0", "rndis_host");
    usb_.bind(device, "1-1.4:1.2", "usbfs");
    usb_.bind(device, "1-1.4:1.1", "usbfs");
    EXPECT_EQ(check({"05c6:9057"}),
              "take 05c6:9057 at 1-1.4 (Android MDM9207): another program has claimed its "
              "interface 1-1.4:1.1");
}
