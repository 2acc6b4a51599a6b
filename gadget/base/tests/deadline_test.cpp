// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/deadline.hpp"

#include "gadget/base/error.hpp"

#include <gtest/gtest.h>

namespace tetherlab::base {
namespace {

using namespace std::chrono_literals;

TEST(Deadline, OfZeroHasExpired) {
    EXPECT_TRUE(Deadline(0ms).expired());
}

TEST(Deadline, NeverHasNegativeTimeRemaining) {
    EXPECT_EQ(Deadline(-5s).remaining(), 0ms);
}

TEST(Deadline, APhaseNeverOutlivesTheWhole) {
    EXPECT_LE(Deadline(10ms).within(1h).remaining(), 10ms);
}

TEST(Deadline, APhaseCanBeShorterThanTheWhole) {
    EXPECT_LE(Deadline(1h).within(10ms).remaining(), 10ms);
}

TEST(Deadline, ATimeoutSaysWhatWasWaitedForAndHowLong) {
    try {
        throw_timeout("a lease on usb0", Deadline(20s));
    } catch (const TimeoutError& error) {
        EXPECT_STREQ(error.what(), "wait for a lease on usb0: not within 20 s");
    }
}

TEST(Deadline, DurationsReadAsPeopleWriteThem) {
    EXPECT_EQ(to_text(250ms), "250 ms");
    EXPECT_EQ(to_text(20s), "20 s");
    EXPECT_EQ(to_text(1500ms), "1.5 s");
}

}  // namespace
}  // namespace tetherlab::base
