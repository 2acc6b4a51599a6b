// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/finding.hpp"

#include <gtest/gtest.h>

namespace tetherlab::doctor {
namespace {

const Findings kSome{
    {"this machine", {ok("packages", "46 installed"), warn("disk", "1.5 GiB free in /", "tidy up")}},
    {"router", {fail("serial console", "nothing comes", "wire it")}}};

TEST(Findings, AreALineEachWithTheRemedyBelow) {
    EXPECT_EQ(to_text(kSome, Colour::kNo),
              "this machine\n"
              "  ok    packages: 46 installed\n"
              "  warn  disk: 1.5 GiB free in /\n"
              "        tidy up\n"
              "router\n"
              "  fail  serial console: nothing comes\n"
              "        wire it\n"
              "1 ok, 1 warn, 1 fail\n");
}

TEST(Findings, AreColouredWhereAsked) {
    EXPECT_EQ(to_text({{"m", {fail("c", "t", "")}}}, Colour::kYes),
              "m\n  \x1b[31mfail\x1b[0m  c: t\n0 ok, 0 warn, 1 fail\n");
}

TEST(Findings, AreAsBadAsTheWorst) {
    EXPECT_EQ(worst(kSome), Level::kFail);
    EXPECT_EQ(worst({kSome[0]}), Level::kWarn);
    EXPECT_EQ(worst({}), Level::kOk);
}

TEST(Findings, AreReadByPrograms) {
    EXPECT_EQ(to_json({kSome[1]}, "desk").dump(),
              R"({"bench":"desk","verdict":"fail","checks":[{"machine":"router","check":"serial console",)"
              R"("level":"fail","text":"nothing comes","remedy":"wire it"}]})");
}

}  // namespace
}  // namespace tetherlab::doctor
