// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/reading.hpp"

#include "harness/verify/tests/devices.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::verify {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// As sysfs has it.
base::Bytes all_descriptors() {
    const Reading t10 = t10_reading();
    base::Bytes all = t10.device;
    for (const base::Bytes& each : t10.configurations) base::put(all, each);
    return all;
}

Reading read(const base::Bytes& all) {
    Reading reading;
    set_descriptors(reading, all);
    return reading;
}

TEST(Reading, TakesTheConfigurationsApart) {
    const Reading found = read(all_descriptors());
    EXPECT_EQ(found.device, t10_reading().device);
    EXPECT_EQ(found.configurations, t10_reading().configurations);
    EXPECT_THAT(found.problems, IsEmpty());
    EXPECT_EQ(identity(found), "05c6:9057");
}

TEST(Reading, KeepsWhatIsThereOfAConfigurationThatIsCutOff) {
    base::Bytes all = all_descriptors();
    all.pop_back();
    const Reading found = read(all);
    EXPECT_EQ(found.configurations[1].size(), 87U);
    EXPECT_THAT(found.problems, ElementsAre("the descriptors of configuration 2 of 2 have 87 of 88 bytes"));
}

TEST(Reading, MissesAConfigurationThatIsNotThere) {
    base::Bytes all = all_descriptors();
    all.resize(18 + 75);
    const Reading found = read(all);
    EXPECT_EQ(found.configurations.size(), 1U);
    EXPECT_THAT(found.problems, ElementsAre("the descriptors of configuration 2 of 2 have 0 of 9 bytes"));
}

TEST(Reading, SaysWhenThereIsMore) {
    base::Bytes all = all_descriptors();
    base::put_u8(all, 9);
    EXPECT_THAT(read(all).problems, ElementsAre("1 bytes after the last configuration"));
}

TEST(Reading, OfTooShortADeviceDescriptorHasNothingElse) {
    const Reading found = read(bytes("12 01 00 02"));
    EXPECT_THAT(found.problems, ElementsAre("the device descriptor has 4 of 18 bytes"));
    EXPECT_THAT(found.configurations, IsEmpty());
    EXPECT_EQ(identity(found), "0000:0000");
}

TEST(Reading, HasATitle) {
    EXPECT_EQ(title(t10_reading()), "05c6:9057 on port 1-1, bus 1 device 3");
}

}  // namespace
}  // namespace tetherlab::verify
