// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/descriptors.hpp"

#include "harness/verify/tests/devices.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::verify {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Descriptors, OfTheT10sEcmConfigurationAreTakenApart) {
    const ConfigurationDescriptor ecm = read_configuration(t10_reading().configurations[1]);
    EXPECT_THAT(ecm.problems, IsEmpty());
    EXPECT_EQ(ecm.value, 2);
    EXPECT_EQ(ecm.attributes, 0xa0);
    ASSERT_EQ(ecm.associations.size(), 1U);
    EXPECT_EQ(ecm.associations[0].triple, (profile::ClassTriple{0x02, 0x06, 0x00}));
    ASSERT_EQ(ecm.interfaces.size(), 3U);
    EXPECT_EQ(ecm.interfaces[2].setting, 1);
    EXPECT_EQ(ecm.interfaces[2].endpoints[1].address, 0x01);
    EXPECT_EQ(packet_bytes(ecm.interfaces[2].endpoints[1].max_packet), 512);
    EXPECT_EQ(mac_string(ecm.interfaces[0]), 9);
    EXPECT_EQ(union_subordinate(ecm.interfaces[0]), 1);
}

TEST(Descriptors, ALengthOfZeroEndsTheWalk) {
    const ConfigurationDescriptor found = read_configuration(bytes("09 02 0b 00 01 01 00 80 fa 00 04"));
    EXPECT_THAT(found.problems, ElementsAre("bLength 0 at byte 9 of 11"));
}

TEST(Descriptors, ADescriptorThatIsCutOffEndsTheWalk) {
    const ConfigurationDescriptor found = read_configuration(bytes("09 02 0b 00 01 01 00 80 fa 09 04"));
    EXPECT_THAT(found.problems, ElementsAre("bLength 9 at byte 9 of 11"));
    EXPECT_THAT(found.interfaces, IsEmpty());
}

TEST(Descriptors, OneThatIsTooShortForItsTypeIsLeftOut) {
    const ConfigurationDescriptor found =
        read_configuration(bytes("09 02 16 00 01 01 00 80 fa 04 04 00 00 09 04 00 00 00 ff 00 00 00"));
    EXPECT_THAT(found.problems, ElementsAre("bLength 4 at byte 9 of 22"));
    EXPECT_EQ(found.interfaces.size(), 1U);
}

TEST(Descriptors, AnEndpointWithoutAnInterfaceIsAProblem) {
    const ConfigurationDescriptor found =
        read_configuration(bytes("09 02 10 00 01 01 00 80 fa 07 05 81 02 00 02 00"));
    EXPECT_THAT(found.problems, ElementsAre("an endpoint before the first interface"));
}

TEST(Descriptors, OtherBytesAreNoConfiguration) {
    EXPECT_THAT(read_configuration(bytes("12 01")).problems, ElementsAre("no configuration descriptor"));
    EXPECT_THAT(read_configuration({}).problems, ElementsAre("no configuration descriptor"));
}

TEST(Descriptors, IntervalsCountFramesOrPowersOfMicroframes) {
    EXPECT_EQ(interval_time(32, profile::BusSpeed::kFull), 32ms);
    EXPECT_EQ(interval_time(9, profile::BusSpeed::kHigh), 32ms);
    EXPECT_EQ(interval_time(1, profile::BusSpeed::kSuper), 125us);
    EXPECT_EQ(interval_time(255, profile::BusSpeed::kHigh), 4096ms);
}

TEST(Descriptors, StringsAreUtf16) {
    EXPECT_EQ(text_of_string(bytes("06 03 44 00 35 00")), "D5");
    EXPECT_EQ(text_of_string(bytes("06 03 fc 00 ac 20")), "ü€");
    EXPECT_EQ(text_of_string(bytes("06 03 3d d8 00 de")), "😀");
    EXPECT_EQ(text_of_string(bytes("04 03 3d d8")), "\xef\xbf\xbd");
    EXPECT_EQ(text_of_string(bytes("ff 03 41 00 42")), "A");
    EXPECT_EQ(text_of_string({}), "");
}

}  // namespace
}  // namespace tetherlab::verify
