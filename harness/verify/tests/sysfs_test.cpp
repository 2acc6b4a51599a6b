// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/sysfs.hpp"

#include "gadget/base/error.hpp"
#include "harness/verify/tests/devices.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::verify {
namespace {

using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

constexpr const char* kD53 =
    "device 1-1\n"
    "busnum 310a\n"
    "devnum 31320a\n"
    "speed 3438300a\n"
    "manufacturer 4d6564696174656b0a\n"
    "product 6d74363839300a\n"
    "descriptors 12011002000000408d0e2820230201020302\n";

TEST(Sysfs, IsReadIntoADevice) {
    const std::vector<Reading> found = parse_sysfs(kD53);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(title(found[0]), "0e8d:2028 on port 1-1, bus 1 device 12");
    EXPECT_EQ(found[0].speed, profile::BusSpeed::kHigh);
    EXPECT_THAT(found[0].strings, UnorderedElementsAre(Pair(1, "Mediatek"), Pair(2, "mt6890")));
    EXPECT_FALSE(found[0].all_strings);
    EXPECT_FALSE(found[0].bos.has_value());
}

TEST(Sysfs, OfNewerKernelsHasTheBos) {
    const std::vector<Reading> found = parse_sysfs(std::string(kD53) + "bos_descriptors 050f0c0001\n");
    EXPECT_EQ(found[0].bos, bytes("05 0f 0c 00 01"));
}

TEST(Sysfs, ADeviceThatWentMeanwhileIsLeftOut) {
    EXPECT_THAT(parse_sysfs("device 1-1\nbusnum 310a\ndescriptors \n"), IsEmpty());
    EXPECT_THAT(parse_sysfs("device 1-1\n"), IsEmpty());
    EXPECT_THAT(parse_sysfs(""), IsEmpty());
}

TEST(Sysfs, OtherTextIsRefused) {
    try {
        parse_sysfs("device 1-1\nbusnum 310a\ndescriptors 12zz\n");
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_STREQ(error.what(), "read USB descriptors: line 3: expected hexadecimal digits, got '12zz'");
    }
}

}  // namespace
}  // namespace tetherlab::verify
