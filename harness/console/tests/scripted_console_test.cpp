// SPDX-License-Identifier: Apache-2.0
#include "harness/console/testing/scripted_console.hpp"

#include <gtest/gtest.h>

namespace tetherlab::console {
namespace {

const base::Deadline kNow{base::Milliseconds::zero()};

TEST(ScriptedConsole, AnswersInOrderAndRecordsWhatWasSent) {
    ScriptedConsole console;
    console.answer("a\n", "first");
    console.answer("a\n", "second");
    console.send("a\n");
    EXPECT_EQ(console.expect({"second", "first"}, kNow)->pattern, 1U);
    console.send("b\n");
    EXPECT_FALSE(console.expect({"second"}, kNow));
    console.send("a\n");
    EXPECT_EQ(console.expect({"second"}, kNow)->before, "second");
    EXPECT_EQ(console.sent(), (std::vector<std::string>{"a\n", "b\n", "a\n"}));
}

}  // namespace
}  // namespace tetherlab::console
