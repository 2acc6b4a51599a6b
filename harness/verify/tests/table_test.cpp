// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/table.hpp"

#include <gtest/gtest.h>

namespace tetherlab::verify {
namespace {

Comparison example() {
    return {{{"speed", "high", "high", Mark::kEqual},
             {"bcdDevice", "3.18", "3.19", Mark::kDiffers},
             {"iProduct", "2", "", Mark::kUnsaid},
             {"BOS", "none", "not read", Mark::kUnread}},
            {{"bcdUSB", "3.20", "2.10", "a Linux gadget shows 2.00 or 2.10 at high speed"}}};
}

TEST(Table, ShowsAtAGlanceWhatDiffers) {
    EXPECT_EQ(table(example()),
              "   field      expected  got\n"
              "   speed      high      high\n"
              ">> bcdDevice  3.18      3.19\n"
              " ~ iProduct   2         -\n"
              " ? BOS        none      not read\n"
              "known deviation: bcdUSB: 2.10 instead of 3.20, a Linux gadget shows 2.00 or 2.10 at high "
              "speed\n"
              "differs in 1 of 3 fields: bcdDevice 3.18, got 3.19; known deviations from the profile: 1\n");
}

TEST(Table, IsJsonForPrograms) {
    const nlohmann::ordered_json json = to_json(example());
    EXPECT_EQ(json.at("equal"), false);
    EXPECT_EQ(json.at("rows").at(1).dump(),
              R"({"field":"bcdDevice","expected":"3.18","got":"3.19","mark":"differs"})");
    EXPECT_EQ(json.at("deviations").at(0).at("gadget"), "2.10");
}

}  // namespace
}  // namespace tetherlab::verify
