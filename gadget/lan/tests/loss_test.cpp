// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/loss.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::lan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Ne;
using testing::SizeIs;

TEST(Loss, IsNothingWithoutAPercentage) {
    EXPECT_THAT(lost_of_thousand({.percent = 0, .seed = 7}), IsEmpty());
    EXPECT_EQ(drop_lost({.percent = 0, .seed = 7}), "");
}

TEST(Loss, IsAsManyOfAThousandAsItSays) {
    EXPECT_THAT(lost_of_thousand({.percent = 0.3, .seed = 7}), SizeIs(3));
    EXPECT_THAT(lost_of_thousand({.percent = 50, .seed = 7}), SizeIs(500));
}

TEST(Loss, IsTheSameWithTheSameSeed) {
    EXPECT_THAT(lost_of_thousand({.percent = 0.4, .seed = 7}), ElementsAre(15, 493, 495, 548));
}

TEST(Loss, IsAnotherWithAnotherSeed) {
    EXPECT_THAT(lost_of_thousand({.percent = 0.4, .seed = 8}),
                Ne(lost_of_thousand({.percent = 0.4, .seed = 7})));
}

TEST(Loss, CountsThePacketsOfItsRule) {
    EXPECT_EQ(drop_lost({.percent = 0.4, .seed = 7}), "numgen inc mod 1000 { 15, 493, 495, 548 } drop");
}

TEST(Loss, OfAllNeedsNoCounting) {
    EXPECT_EQ(drop_lost({.percent = 100, .seed = 7}), "drop");
}

}  // namespace
}  // namespace tetherlab::lan
