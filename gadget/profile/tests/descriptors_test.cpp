// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/descriptors.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

// The bytes are those that the gadgets of gadget/kernel/tests showed in /sys/bus/usb/devices/1-1/descriptors
// of the gadget VM (Linux 6.1.192, tether_shape).
namespace tetherlab::profile {
namespace {

Profile shipped(const std::string& name) {
    return load(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "gadget/profiles" / (name + ".yaml"));
}

// One descriptor a line, split by bLength.
std::string dump(const base::Bytes& bytes) {
    std::string text;
    std::size_t next = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == next) {
            text += i == 0 ? "" : "\n";
            next += std::to_integer<std::size_t>(bytes[i]);
        } else {
            text += ' ';
        }
        text += fmt::format("{:02x}", std::to_integer<unsigned>(bytes[i]));
    }
    return text;
}

Profile with_first_class(ClassTriple triple) {
    Profile profile = shipped("quanta-d53");
    profile.configurations[0].function.control = triple;
    return profile;
}

TEST(DeviceDescriptor, OfTheD53) {
    EXPECT_EQ(dump(device_descriptor(shipped("quanta-d53"))),
              "12 01 10 02 00 00 00 40 8d 0e 28 20 23 02 01 02 03 02");
}

TEST(DeviceDescriptor, OfTheT10) {
    EXPECT_EQ(dump(device_descriptor(shipped("franklin-t10"))),
              "12 01 00 02 00 00 00 40 c6 05 57 90 18 03 01 02 03 02");
}

TEST(ConfigurationDescriptor, OfTheD53sRndisIs75Bytes) {
    EXPECT_EQ(dump(configuration_descriptor(shipped("quanta-d53"), 0)),
              "09 02 4b 00 02 02 00 80 fa\n"
              "08 0b 00 02 e0 01 03 06\n"
              "09 04 00 00 01 e0 01 03 04\n"
              "05 24 00 10 01\n"
              "05 24 01 00 01\n"
              "04 24 02 00\n"
              "05 24 06 00 01\n"
              "07 05 82 03 08 00 09\n"
              "09 04 01 00 02 0a 00 00 05\n"
              "07 05 81 02 00 02 00\n"
              "07 05 01 02 00 02 00");
}

TEST(ConfigurationDescriptor, OfTheD53sEcmIs88Bytes) {
    EXPECT_EQ(dump(configuration_descriptor(shipped("quanta-d53"), 1)),
              "09 02 58 00 02 01 00 80 fa\n"
              "08 0b 00 02 02 06 00 0b\n"
              "09 04 00 00 01 02 06 00 08\n"
              "05 24 00 10 01\n"
              "05 24 06 00 01\n"
              "0d 24 0f 09 00 00 00 00 ea 05 00 00 00\n"
              "07 05 82 03 10 00 09\n"
              "09 04 01 00 00 0a 00 00 00\n"
              "09 04 01 01 02 0a 00 00 0a\n"
              "07 05 81 02 00 02 00\n"
              "07 05 01 02 00 02 00");
}

TEST(ConfigurationDescriptor, OfRndisAfterEcmHasLaterStrings) {
    Profile profile = shipped("quanta-d53");
    std::swap(profile.configurations[0], profile.configurations[1]);
    EXPECT_EQ(dump(configuration_descriptor(profile, 1)),
              "09 02 4b 00 02 02 00 80 fa\n"
              "08 0b 00 02 e0 01 03 0b\n"
              "09 04 00 00 01 e0 01 03 09\n"
              "05 24 00 10 01\n"
              "05 24 01 00 01\n"
              "04 24 02 00\n"
              "05 24 06 00 01\n"
              "07 05 82 03 08 00 09\n"
              "09 04 01 00 02 0a 00 00 0a\n"
              "07 05 81 02 00 02 00\n"
              "07 05 01 02 00 02 00");
}

TEST(ConfigurationDescriptor, OfTheT10AsksForRemoteWakeUp) {
    EXPECT_EQ(dump(configuration_descriptor(shipped("franklin-t10"), 0)).substr(0, 26),
              "09 02 4b 00 02 01 00 a0 fa");
}

TEST(ExpectedConfiguration, OfTheD53IsItsRndis) {
    EXPECT_EQ(expected_configuration(shipped("quanta-d53")), 2);
}

TEST(ExpectedConfiguration, OfTheT10IsItsRndis) {
    EXPECT_EQ(expected_configuration(shipped("franklin-t10")), 1);
}

TEST(ExpectedConfiguration, PassesOverARndisThatLinuxKnowsAsRndis) {
    EXPECT_EQ(expected_configuration(with_first_class({0x02, 0x02, 0xff})), 1);
}

TEST(ExpectedConfiguration, PassesOverAVendorSpecificFunction) {
    EXPECT_EQ(expected_configuration(with_first_class({0xff, 0xff, 0xff})), 1);
}

TEST(ExpectedConfiguration, TakesTetheringOfTheMiscellaneousClass) {
    EXPECT_EQ(expected_configuration(with_first_class({0xef, 0x04, 0x01})), 2);
}

TEST(ExpectedConfiguration, TakesTheFirstWhenTheOrderIsTheOther) {
    Profile profile = shipped("quanta-d53");
    std::swap(profile.configurations[0], profile.configurations[1]);
    EXPECT_EQ(expected_configuration(profile), 1);
}

TEST(ExpectedConfiguration, TakesAVendorSpecificOneForWantOfAnother) {
    Profile profile = with_first_class({0xff, 0xff, 0xff});
    profile.configurations.pop_back();
    EXPECT_EQ(expected_configuration(profile), 2);
}

}  // namespace
}  // namespace tetherlab::profile
