// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/callback_barrier.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

using tetherlab::wire::CallbackBarrier;

namespace {

int fail(const char* message) {
    throw std::runtime_error(message);
}

}  // namespace

TEST(CallbackBarrier, PassesTheResultOn) {
    CallbackBarrier barrier;
    EXPECT_EQ(barrier.guard(-1, [] { return 5; }), 5);
    EXPECT_NO_THROW(barrier.rethrow());
}

TEST(CallbackBarrier, KeepsAnExceptionUntilItIsAskedFor) {
    CallbackBarrier barrier;
    EXPECT_EQ(barrier.guard(-1, [] { return fail("first"); }), -1);
    EXPECT_THROW(barrier.rethrow(), std::runtime_error);
    EXPECT_NO_THROW(barrier.rethrow());
}

TEST(CallbackBarrier, DoesNothingMoreAfterAnException) {
    CallbackBarrier barrier;
    bool called = false;
    barrier.guard(-1, [] { return fail("first"); });
    EXPECT_EQ(barrier.guard(-1, [&] { return called = true; }), -1);
    EXPECT_FALSE(called);
}
