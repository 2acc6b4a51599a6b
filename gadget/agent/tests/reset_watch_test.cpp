// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/reset_watch.hpp"

#include <gtest/gtest.h>

namespace tetherlab::agent {
namespace {

using namespace std::chrono_literals;

constexpr ResetWatch::Time kStart{1h};

TEST(ResetWatch, CountsEveryResetOfTheRouter) {
    ResetWatch watch(ResetWatch::Chain::kRouter);
    EXPECT_FALSE(watch.see("powered", kStart));
    EXPECT_TRUE(watch.see("default", kStart + 100ms));
    EXPECT_TRUE(watch.see("default", kStart + 300ms));
    EXPECT_FALSE(watch.see("addressed", kStart + 350ms));
    EXPECT_FALSE(watch.see("configured", kStart + 400ms));
    EXPECT_TRUE(watch.see("default", kStart + 500ms));
}

TEST(ResetWatch, CountsAStateThatIsAnnouncedTwiceOnce) {
    ResetWatch watch(ResetWatch::Chain::kRouter);
    EXPECT_TRUE(watch.see("default", kStart));
    EXPECT_FALSE(watch.see("default", kStart + 5ms));
}

TEST(ResetWatch, LeavesOutTheOwnHostOfTheStockChain) {
    ResetWatch watch(ResetWatch::Chain::kStock);
    EXPECT_FALSE(watch.see("default", kStart));
    EXPECT_FALSE(watch.see("default", kStart + 200ms));
    EXPECT_FALSE(watch.see("configured", kStart + 300ms));
    EXPECT_TRUE(watch.see("default", kStart + 900ms));
}

TEST(ResetWatch, FoldsTheTwoResetsOfQemuOnTheStockChain) {
    ResetWatch watch(ResetWatch::Chain::kStock);
    watch.see("configured", kStart);
    EXPECT_TRUE(watch.see("default", kStart + 1000ms));
    EXPECT_FALSE(watch.see("default", kStart + 1130ms));
    EXPECT_TRUE(watch.see("default", kStart + 1300ms));
    EXPECT_FALSE(watch.see("default", kStart + 1430ms));
}

TEST(ResetWatch, BeginsAnewWhenTheGadgetHasLeft) {
    ResetWatch watch(ResetWatch::Chain::kStock);
    watch.see("configured", kStart);
    EXPECT_TRUE(watch.see("default", kStart + 1000ms));
    watch.see("not attached", kStart + 1090ms);
    EXPECT_FALSE(watch.see("default", kStart + 1200ms));
}

}  // namespace
}  // namespace tetherlab::agent
