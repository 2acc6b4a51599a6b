// SPDX-License-Identifier: Apache-2.0
#include "harness/image/metadata.hpp"

#include "harness/image/tests/sample.hpp"

#include <gmock/gmock.h>

namespace tetherlab::image {
namespace {

using sample::message_of;
using testing::ElementsAre;

const Device kRouter{"dlink,dir-3040-a1", "1.1"};

// openwrt/openwrt 3d1645e, include/image-commands.mk, with the board's values: white space as make leaves it.
constexpr std::string_view kOpenWrt =
    R"({  "metadata_version": "1.1", "compat_version": "1.1", )"
    R"("compat_message": "Config cannot be migrated from swconfig to DSA", )"
    R"("new_supported_devices":["dlink,dir-3040-a1"], "supported_devices": ["dlink,dir-3040-a1 - Image version )"
    R"(mismatch: image 1.1, device 1.0. Please wipe config during upgrade (force required) or reinstall. Reason: )"
    R"(Config cannot be migrated from swconfig to DSA"],  "version": { "dist": "OpenWrt", "version": "SNAPSHOT", )"
    R"("revision": "r34567-abcdef0123", "target": "ramips/mt7621", "board": "dlink_dir-3040-a1" } })"
    "\n";

TEST(Metadata, ReadsWhatOpenWrtWrites) {
    EXPECT_EQ(parse_metadata(kOpenWrt), sample::metadata());
}

TEST(Metadata, WritesTheSameObjectAsOpenWrt) {
    EXPECT_EQ(
        to_json(sample::metadata()),
        R"({"metadata_version":"1.1","compat_version":"1.1",)"
        R"("compat_message":"Config cannot be migrated from swconfig to DSA",)"
        R"("new_supported_devices":["dlink,dir-3040-a1"],"supported_devices":["dlink,dir-3040-a1 - Image )"
        R"(version mismatch: image 1.1, device 1.0. Please wipe config during upgrade (force required) or )"
        R"(reinstall. Reason: Config cannot be migrated from swconfig to DSA"],"version":{"dist":"OpenWrt",)"
        R"("version":"SNAPSHOT","revision":"r34567-abcdef0123","target":"ramips/mt7621",)"
        R"("board":"dlink_dir-3040-a1"}})");
}

TEST(Metadata, ConsultsSupportedDevicesForCompatVersionOne) {
    const Metadata metadata =
        parse_metadata(R"({"supported_devices": ["a,b", "c,d"], "new_supported_devices": ["e,f"]})");
    EXPECT_EQ(metadata.compat_version, "1.0");
    EXPECT_THAT(metadata.devices, ElementsAre("a,b", "c,d"));
}

TEST(Metadata, WritesOnlySupportedDevicesForCompatVersionOne) {
    Metadata metadata;
    metadata.devices = {"a,b"};
    EXPECT_EQ(to_json(metadata),
              R"({"metadata_version":"1.1","compat_version":"1.0","supported_devices":["a,b"],)"
              R"("version":{"dist":"","version":"","revision":"","target":"","board":""}})");
}

TEST(Metadata, RefusesWhatIsNoObject) {
    EXPECT_EQ(message_of([] { parse_metadata("{\"version\": "); }),
              "read Invalid image metadata at 0x0: expected a JSON object, got no JSON");
    EXPECT_EQ(message_of([] { parse_metadata("[]"); }),
              "read Invalid image metadata at 0x0: expected a JSON object, got array");
}

TEST(Metadata, RefusesEntriesOfTheWrongType) {
    EXPECT_EQ(message_of([] { parse_metadata(R"({"compat_version": 1.1})"); }),
              "read Invalid image metadata at 0x0: expected a string in compat_version, got number");
    EXPECT_EQ(
        message_of([] { parse_metadata(R"({"supported_devices": "a,b"})"); }),
        "read Invalid image metadata at 0x0: expected a list of strings in supported_devices, got string");
    EXPECT_EQ(
        message_of([] { parse_metadata(R"({"supported_devices": [1]})"); }),
        "read Invalid image metadata at 0x0: expected a list of strings in supported_devices, got other "
        "entries");
    EXPECT_EQ(message_of([] { parse_metadata(R"({"version": "r1"})"); }),
              "read Invalid image metadata at 0x0: expected an object in version, got string");
}

TEST(DeviceCheck, AcceptsTheBoardWithAndWithoutItsSettings) {
    EXPECT_TRUE(check_device(sample::metadata(), kRouter, Settings::kKeep).accepted);
    EXPECT_TRUE(check_device(sample::metadata(), kRouter, Settings::kDiscard).accepted);
}

TEST(DeviceCheck, RefusesAnotherBoardAndListsThoseSupported) {
    const Acceptance acceptance =
        check_device(sample::metadata(), {"dlink,dir-2640-a1", "1.1"}, Settings::kDiscard);
    EXPECT_FALSE(acceptance.accepted);
    EXPECT_THAT(acceptance.messages, ElementsAre("Device dlink,dir-2640-a1 not supported by this image",
                                                 "Supported devices: dlink,dir-3040-a1"));
}

TEST(DeviceCheck, NeedsFreshSettingsWhenTheCompatVersionGrows) {
    const Device old{"dlink,dir-3040-a1", "1.0"};
    EXPECT_TRUE(check_device(sample::metadata(), old, Settings::kDiscard).accepted);
    const Acceptance acceptance = check_device(sample::metadata(), old, Settings::kKeep);
    EXPECT_FALSE(acceptance.accepted);
    EXPECT_THAT(
        acceptance.messages,
        ElementsAre("The device is supported, but the config is incompatible to the new image (1.0->1.1). "
                    "Please upgrade without keeping config (sysupgrade -n).",
                    "Config cannot be migrated from swconfig to DSA"));
}

TEST(DeviceCheck, RefusesAnotherMajorCompatVersionEvenWithFreshSettings) {
    Metadata metadata = sample::metadata();
    metadata.compat_version = "2.0";
    metadata.compat_message.clear();
    const Acceptance acceptance = check_device(metadata, kRouter, Settings::kDiscard);
    EXPECT_FALSE(acceptance.accepted);
    EXPECT_THAT(
        acceptance.messages,
        ElementsAre("The device is supported, but this image is incompatible for sysupgrade based on the "
                    "image version (1.1->2.0)."));
}

}  // namespace
}  // namespace tetherlab::image
