// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/reset_watch.hpp"

#include <gtest/gtest.h>

namespace tetherlab::agent {
namespace {

using namespace std::chrono_literals;

constexpr ResetWatch::Time kStart{1h};

TEST(ResetWatch, CountsEveryReset) {
    ResetWatch watch;
    EXPECT_FALSE(watch.see("powered", kStart));
    EXPECT_TRUE(watch.see("default", kStart + 100ms));
    EXPECT_TRUE(watch.see("default", kStart + 300ms));
    EXPECT_FALSE(watch.see("addressed", kStart + 350ms));
    EXPECT_FALSE(watch.see("configured", kStart + 400ms));
    EXPECT_TRUE(watch.see("default", kStart + 500ms));
}

TEST(ResetWatch, CountsAStateThatIsAnnouncedTwiceOnce) {
    ResetWatch watch;
    EXPECT_TRUE(watch.see("default", kStart));
    EXPECT_FALSE(watch.see("default", kStart + 5ms));
}

TEST(ResetWatch, HearsTheRouterOnItsOwnControllerOnly) {
    EXPECT_TRUE(ResetWatch::hears_router("tether_udc.0"));
    EXPECT_FALSE(ResetWatch::hears_router("dummy_udc.0"));
    EXPECT_FALSE(ResetWatch::hears_router("fe980000.usb"));
}

}  // namespace
}  // namespace tetherlab::agent
