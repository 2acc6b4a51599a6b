// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/reset_watch.hpp"

#include <gtest/gtest.h>

namespace tetherlab::agent {
namespace {

using namespace std::chrono_literals;

constexpr ResetWatch::Time kStart{1h};

TEST(ResetWatch, CountsEveryResetOfTheRouter) {
    ResetWatch watch(ResetWatch::Chain::kRouter);
    EXPECT_EQ(watch.see("powered", kStart), 0);
    EXPECT_EQ(watch.see("default", kStart + 100ms), 1);
    EXPECT_EQ(watch.see("default", kStart + 300ms), 1);
    EXPECT_EQ(watch.see("addressed", kStart + 350ms), 0);
    EXPECT_EQ(watch.see("configured", kStart + 400ms), 0);
    EXPECT_EQ(watch.see("default", kStart + 500ms), 1);
}

TEST(ResetWatch, CountsAStateThatIsAnnouncedTwiceOnce) {
    ResetWatch watch(ResetWatch::Chain::kRouter);
    EXPECT_EQ(watch.see("default", kStart), 1);
    EXPECT_EQ(watch.see("default", kStart + 5ms), 0);
}

// As measured on the stock chain with a D53.
TEST(ResetWatch, CountsTheRoutersSecondResetAsTwoOnTheStockChain) {
    ResetWatch watch(ResetWatch::Chain::kStock);
    EXPECT_EQ(watch.see("default", kStart + 21ms), 0);
    watch.see("configured", kStart + 303ms);
    EXPECT_EQ(watch.see("default", kStart + 312ms), 0);
    watch.see("configured", kStart + 591ms);
    EXPECT_EQ(watch.see("default", kStart + 848ms), 2);
    EXPECT_EQ(watch.see("default", kStart + 2000ms), 1);
}

TEST(ResetWatch, BeginsAnewWhenTheGadgetHasLeft) {
    ResetWatch watch(ResetWatch::Chain::kStock);
    watch.see("configured", kStart);
    watch.see("configured", kStart + 300ms);
    EXPECT_EQ(watch.see("default", kStart + 500ms), 2);
    watch.see("not attached", kStart + 600ms);
    EXPECT_EQ(watch.see("default", kStart + 700ms), 0);
}

}  // namespace
}  // namespace tetherlab::agent
