// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/comparison.hpp"

#include "harness/verify/expectation.hpp"
#include "harness/verify/tests/devices.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::verify {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Row> rows_that_are(Mark mark, const Comparison& comparison) {
    std::vector<Row> found;
    for (const Row& row : comparison.rows) {
        if (row.mark == mark) found.push_back(row);
    }
    return found;
}

std::vector<Row> differences(const profile::Profile& profile, const Reading& reading,
                             Extent extent = Extent::kDescriptors) {
    return rows_that_are(Mark::kDiffers, compare(profile, reading, extent));
}

TEST(Comparison, TheCapturedT10IsThatOfItsProfileInEveryByte) {
    const Comparison found = compare(profile_named("franklin-t10"), t10_reading(), Extent::kDescriptors);
    EXPECT_EQ(rows_that_are(Mark::kEqual, found).size(), found.rows.size());
    EXPECT_EQ(summary(found), "equal in all 88 fields");
}

TEST(Comparison, EveryHotspotWithoutDeviationsIsEqualToItself) {
    for (const char* name : {"franklin-t10", "quanta-d53", "android-rndis"}) {
        const profile::Profile profile = profile_named(name);
        EXPECT_THAT(differences(profile, emulated_reading(profile)), IsEmpty()) << name;
    }
}

TEST(Comparison, NamesTheOneFieldOfTheDeviceThatDiffers) {
    Reading reading = t10_reading();
    reading.device[12] = std::byte{0x19};
    EXPECT_THAT(differences(profile_named("franklin-t10"), reading),
                ElementsAre(Row{"bcdDevice", "3.18", "3.19", Mark::kDiffers}));
}

TEST(Comparison, NamesTheOneFieldOfAnEndpointThatDiffers) {
    Reading reading = t10_reading();
    reading.configurations[0][9 + 8 + 9 + 5 + 5 + 4 + 5 + 6] = std::byte{0x08};  // bInterval
    EXPECT_THAT(differences(profile_named("franklin-t10"), reading),
                ElementsAre(Row{"configuration 1, interface 0, interrupt IN: bInterval", "32 ms", "16 ms",
                                Mark::kDiffers}));
}

TEST(Comparison, OfStringsTellsTheText) {
    Reading reading = t10_reading();
    reading.strings[2] = "MDM9207\n";
    reading.strings.erase(3);
    reading.strings[9] = "0205C6000009";
    EXPECT_THAT(
        differences(profile_named("franklin-t10"), reading),
        ElementsAre(Row{"product", R"("MDM9207-MTP _SN:60FFC53C")", R"("MDM9207\x0a")", Mark::kDiffers},
                    Row{"serial", R"("0123456789ABCDEF")", R"("")", Mark::kDiffers},
                    Row{"configuration 2, interface 0: MAC address", "02:05:c6:00:00:01", "02:05:c6:00:00:09",
                        Mark::kDiffers}));
}

TEST(Comparison, WhatTheProfileDoesNotSayCountsOnlyForAnEmulatedDevice) {
    Reading reading = t10_reading();
    reading.device[16] = std::byte{4};  // iSerialNumber
    reading.strings[4] = reading.strings[3];
    const profile::Profile t10 = profile_named("franklin-t10");
    EXPECT_THAT(differences(t10, reading, Extent::kDescriptors),
                ElementsAre(Row{"iSerialNumber", "3", "4", Mark::kDiffers}));
    const Comparison found = compare(t10, reading, Extent::kProfile);
    EXPECT_TRUE(found.equal());
    EXPECT_THAT(rows_that_are(Mark::kUnsaid, found),
                ElementsAre(Row{"iSerialNumber", "3", "4", Mark::kUnsaid}));
    EXPECT_EQ(summary(found),
              "equal in all 87 fields that the profile says; not as a gadget has it: iSerialNumber 3, got 4");
}

TEST(Comparison, WhatAHostCannotReadIsNoDifference) {
    Reading reading = t10_reading();
    reading.bos.reset();
    reading.strings.erase(9);
    reading.all_strings = false;
    const Comparison found = compare(profile_named("franklin-t10"), reading, Extent::kDescriptors);
    EXPECT_TRUE(found.equal());
    EXPECT_THAT(rows_that_are(Mark::kUnread, found),
                ElementsAre(Row{"BOS", "none", "not read", Mark::kUnread},
                            Row{"configuration 2, interface 0: MAC address", "02:05:c6:00:00:01", "not read",
                                Mark::kUnread}));
}

TEST(Comparison, AConfigurationThatIsMissingIsOneRow) {
    Reading reading = t10_reading();
    reading.configurations.pop_back();
    EXPECT_THAT(differences(profile_named("franklin-t10"), reading),
                ElementsAre(Row{"configuration 2", "2 interfaces", "", Mark::kDiffers}));
}

TEST(Comparison, BrokenDescriptorsAreADifference) {
    Reading reading = t10_reading();
    reading.configurations[0].back() = std::byte{1};
    reading.configurations[0].push_back(std::byte{7});
    EXPECT_THAT(
        differences(profile_named("franklin-t10"), reading, Extent::kProfile),
        ElementsAre(
            Row{"descriptors", "", "configuration index 0: wTotalLength 75, but 76 bytes", Mark::kDiffers},
            Row{"descriptors", "", "configuration index 0: bLength 7 at byte 75 of 76", Mark::kDiffers}));
}

TEST(Comparison, OfAGadgetThatCannotShowItsProfileNamesTheDeviations) {
    const profile::Profile hilink = profile_named("huawei-hilink");
    const Comparison found = compare(hilink, emulated_reading(hilink), Extent::kDescriptors);
    EXPECT_TRUE(found.equal()) << summary(found);
    EXPECT_EQ(found.deviations, profile::deviations(hilink));
    EXPECT_THAT(found.deviations, testing::Not(IsEmpty()));
}

TEST(Comparison, ADeviceFromTheShopMayHaveWhatAGadgetCannot) {
    profile::Profile profile = profile_named("franklin-t10");
    profile.configurations[0].function.data_out.address = 0x03;
    Reading reading = t10_reading();
    reading.configurations[0][70] = std::byte{0x03};  // bEndpointAddress of the last endpoint
    const Comparison found = compare(profile, reading, Extent::kDescriptors);
    EXPECT_TRUE(found.equal()) << summary(found);
    EXPECT_THAT(found.deviations, IsEmpty());
    EXPECT_THAT(compare(profile, t10_reading(), Extent::kDescriptors).deviations, testing::SizeIs(1));
}

}  // namespace
}  // namespace tetherlab::verify
