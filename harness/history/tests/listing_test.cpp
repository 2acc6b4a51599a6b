// SPDX-License-Identifier: Apache-2.0
#include "harness/history/listing.hpp"

#include "harness/history/revision.hpp"
#include "harness/history/tests/sample.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace tetherlab::history {
namespace {

using verdict::Verdict;

TEST(Listing, HasALineForEachResult) {
    Result pass = testing::sample(1);
    pass.scenario = "t10-lease";
    pass.verdict = Verdict::kPass;
    pass.evidence = pass.revision = "";
    EXPECT_EQ(listing(std::vector{pass, testing::sample(0)}),
              "2026-01-31T12:00:01Z  pass     t10-lease  -         virtual\n"
              "2026-01-31T12:00:00Z  fail     d53        r90002    virtual   driver: rndis_host: expected "
              "\"rndis_host\",\n");
}

const std::vector<Tally> kTallies{
    {"r100-bb", "d53", Verdict::kFail, 3},   {"r99-aa", "d53", Verdict::kPass, 2},
    {"r99-aa", "d53", Verdict::kError, 1},   {"r100-bb", "t10", Verdict::kPass, 2},
    {"r100-bb", "t10", Verdict::kFail, 1},   {"r101-cc", "t10", Verdict::kError, 1},
    {"r101-cc", "d53", Verdict::kSkipped, 1}};

TEST(Plot, ShowsScenariosBySnapshotsInOrder) {
    EXPECT_EQ(plot(kTallies, 80),
              "scenario  r99    r100   r101\n"
              "d53       pass   fail   skip\n"
              "t10              2/3    error\n");
}

TEST(Plot, LeavesOutTheOldestWhenTheTerminalIsNarrow) {
    EXPECT_EQ(plot(kTallies, 22),
              "scenario  r100   r101\n"
              "d53       fail   skip\n"
              "t10       2/3    error\n");
}

TEST(Revision, HasTheNumberThatOpenWrtCounts) {
    EXPECT_EQ(revision_number("r34567-abcdef0123"), 34567);
    EXPECT_EQ(revision_number("r34567"), 34567);
    EXPECT_EQ(revision_number("r12+3-abc"), std::nullopt);
    EXPECT_EQ(revision_number("v24.10"), std::nullopt);
    EXPECT_EQ(revision_number(""), std::nullopt);
}

TEST(Revision, SortsByNumberAndNotAsText) {
    std::vector<std::string> revisions{"r100-a", "r99-b", "unknown", "r9-c"};
    std::sort(revisions.begin(), revisions.end(), older);
    EXPECT_THAT(revisions, ::testing::ElementsAre("unknown", "r9-c", "r99-b", "r100-a"));
}

}  // namespace
}  // namespace tetherlab::history
