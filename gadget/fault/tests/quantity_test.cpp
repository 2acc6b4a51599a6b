// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/quantity.hpp"

#include <gtest/gtest.h>

namespace tetherlab::fault {
namespace {

TEST(Quantity, IsKeptInTheUnitOfItsKind) {
    EXPECT_EQ(read_quantity(Unit::kDuration, "1.5 s"), 1500);
    EXPECT_EQ(read_quantity(Unit::kDuration, "2 min"), 120'000);
    EXPECT_EQ(read_quantity(Unit::kBitRate, "250 kbit/s"), 250'000);
    EXPECT_EQ(read_quantity(Unit::kCurrent, "500 mA"), 500);
    EXPECT_EQ(read_quantity(Unit::kCharge, "20 mC"), 20);
    EXPECT_EQ(read_quantity(Unit::kPercent, "1.5"), 1.5);
    EXPECT_EQ(read_quantity(Unit::kPercent, "1.5 %"), 1.5);
    EXPECT_EQ(read_quantity(Unit::kCount, "0x21"), 33);
    EXPECT_EQ(read_quantity(Unit::kBytes, "1400"), 1400);
}

TEST(Quantity, IsNothingWithoutItsUnit) {
    EXPECT_EQ(read_quantity(Unit::kDuration, "20"), std::nullopt);
    EXPECT_EQ(read_quantity(Unit::kBitRate, "5 mbit/s"), std::nullopt);
    EXPECT_EQ(read_quantity(Unit::kCurrent, "500 A"), std::nullopt);
    EXPECT_EQ(read_quantity(Unit::kCount, "1.5"), std::nullopt);
    EXPECT_EQ(read_quantity(Unit::kPercent, "nan"), std::nullopt);
    EXPECT_EQ(read_quantity(Unit::kDuration, ""), std::nullopt);
}

TEST(Quantity, IsWrittenInTheUnitThatReadsBest) {
    EXPECT_EQ(to_text(Unit::kDuration, 20'000), "20 s");
    EXPECT_EQ(to_text(Unit::kDuration, 1500), "1500 ms");
    EXPECT_EQ(to_text(Unit::kDuration, 0), "0 ms");
    EXPECT_EQ(to_text(Unit::kBitRate, 5e6), "5 Mbit/s");
    EXPECT_EQ(to_text(Unit::kCount, 1000), "1000");
    EXPECT_EQ(to_text(Unit::kCurrent, 500), "500 mA");
}

}  // namespace
}  // namespace tetherlab::fault
