// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/uevent.hpp"

#include <gtest/gtest.h>

using tetherlab::wire::uevent_property;
using namespace std::string_view_literals;

namespace {

// As sent by Linux 6.1 when dummy_hcd's device was bound to the kernel's usb driver, shortened.
constexpr auto kBind =
    "bind@/devices/platform/dummy_hcd.0/usb1/1-1\0ACTION=bind\0SUBSYSTEM=usb\0DEVTYPE=usb_device\0"
    "BUSNUM=001\0DEVNUM=002\0SEQNUM=1501\0"sv;

}  // namespace

TEST(UeventProperty, FindsTheValueOfAName) {
    EXPECT_EQ(uevent_property(kBind, "SUBSYSTEM"), "usb");
}

TEST(UeventProperty, DoesNotTakeTheEndOfALongerNameForAName) {
    EXPECT_EQ(uevent_property(kBind, "TYPE"), "");
}

TEST(UeventProperty, DoesNotTakeTheBeginningOfALongerNameForAName) {
    EXPECT_EQ(uevent_property(kBind, "SEQ"), "");
}

TEST(UeventProperty, IsEmptyForAMessageWithoutNul) {
    EXPECT_EQ(uevent_property("libudev", "SUBSYSTEM"), "");
}

TEST(UeventProperty, ReadsAValueThatTheMessageBreaksOff) {
    EXPECT_EQ(uevent_property("add@/x\0SUBSYSTEM=us"sv, "SUBSYSTEM"), "us");
}

TEST(UeventProperty, IsEmptyForAnEmptyMessage) {
    EXPECT_EQ(uevent_property("", "SUBSYSTEM"), "");
}
