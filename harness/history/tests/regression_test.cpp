// SPDX-License-Identifier: Apache-2.0
#include "harness/history/regression.hpp"

#include "gadget/base/temporary_folder.hpp"
#include "harness/history/baseline.hpp"
#include "harness/history/tests/sample.hpp"

#include <gmock/gmock.h>

namespace tetherlab::history {
namespace {

using ::testing::ElementsAre;
using verdict::Verdict;

// One result for each letter: p(ass), f(ail), e(rror), s(kipped).
Attempts runs(const std::string& letters) {
    Attempts attempts;
    for (const char letter : letters) {
        Result result = testing::sample(static_cast<int>(attempts.size()));
        result.verdict = letter == 'p'   ? Verdict::kPass
                         : letter == 'f' ? Verdict::kFail
                         : letter == 'e' ? Verdict::kError
                                         : Verdict::kSkipped;
        result.evidence = letter == 'p'   ? ""
                          : letter == 'f' ? "driver: expected rndis_host, got none"
                                          : "bench: gone";
        attempts.push_back(result);
    }
    return attempts;
}

Row row(const std::string& scenario, const std::string& before, const std::string& now) {
    return {{scenario, "quanta-d53"}, runs(before), runs(now)};
}

TEST(Regression, IsJudgedFromTheRunsBeforeAndNow) {
    struct Case {
        const char* before;
        const char* now;
        Change change;
    };

    for (const Case& one : {Case{"p", "fff", Change::kBroken},
                            {"fff", "p", Change::kFixed},
                            {"p", "p", Change::kUnchanged},
                            {"fff", "fff", Change::kUnchanged},
                            {"p", "fp", Change::kFlaky},
                            {"p", "ffp", Change::kFlaky},
                            {"fp", "p", Change::kFlaky},
                            {"pf", "fff", Change::kFlaky},
                            {"p", "ep", Change::kUnchanged},
                            {"p", "efeff", Change::kBroken},
                            {"p", "eee", Change::kRig},
                            {"p", "feee", Change::kRig},
                            {"eee", "p", Change::kRig},
                            {"eee", "fff", Change::kRig},
                            {"s", "s", Change::kNotJudged},
                            {"p", "s", Change::kNotJudged},
                            {"", "fff", Change::kNotJudged}}) {
        EXPECT_STREQ(to_text(change_of(row("d53", one.before, one.now))), to_text(one.change))
            << one.before << " before, " << one.now << " now";
    }
}

TEST(Attempts, GoOnUntilItIsKnownWhatTheyComeTo) {
    for (const char* open : {"", "e", "ee", "f", "ff", "ef", "effe"}) EXPECT_TRUE(again(runs(open))) << open;
    for (const char* enough : {"p", "s", "fff", "fp", "ep", "eee", "feee", "effef"}) {
        EXPECT_FALSE(again(runs(enough))) << enough;
    }
}

TEST(Regression, IsATableWithTheWorstFirst) {
    EXPECT_EQ(
        table(std::vector{row("t10", "p", "p"), row("d53", "p", "fff"), row("lan", "p", "eee")}),
        "            scenario          before  now                difference\n"
        "broken      d53 (quanta-d53)  pass    fail,fail,fail     driver: expected rndis_host, got none\n"
        "rig         lan (quanta-d53)  pass    error,error,error  bench: gone\n"
        "unchanged   t10 (quanta-d53)  pass    pass\n"
        "1 broken, 1 rig, 1 unchanged\n");
}

TEST(Regression, ShowsTheLineThatDiffers) {
    Row changed = row("d53", "fff", "fff");
    EXPECT_EQ(difference(changed), "");
    changed.now[0].evidence = "lease: none\nmore";
    EXPECT_EQ(difference(changed), "lease: none");
    EXPECT_EQ(difference(row("d53", "fff", "p")), "before: driver: expected rndis_host, got none");
}

TEST(Regression, ExitsForCi) {
    const Row broken = row("a", "p", "fff"), rig = row("b", "p", "eee"), same = row("c", "p", "p");
    EXPECT_EQ(exit_code(std::vector{same, row("d", "p", "fp"), row("e", "fff", "p")}), 0);
    EXPECT_EQ(exit_code(std::vector{same, rig}), 3);
    EXPECT_EQ(exit_code(std::vector{rig, broken}), 1);
}

TEST(Baseline, IsTheOtherImageThatWasJudgedLastOnTheBench) {
    const base::TemporaryFolder folder;
    Database database(folder.path() / "r.sqlite");
    const std::vector<Cell> cells{{"d53", "quanta-d53"}, {"t10", "franklin-t10"}};
    const std::string fresh(64, 'f');
    EXPECT_EQ(last_baseline(database, cells, "virtual", fresh), std::nullopt);

    std::vector<Result> all{testing::sample(0), testing::sample(1), testing::sample(2), testing::sample(3),
                            testing::sample(4)};
    all[1].sha256 = std::string(64, 'b');
    all[2].sha256 = fresh;
    all[3].verdict = Verdict::kError;
    all[3].sha256 = std::string(64, 'c');
    all[4].bench = "desk";
    database.add(all);
    EXPECT_EQ(last_baseline(database, cells, "virtual", fresh)->sha256, std::string(64, 'b'));
}

TEST(Baseline, HasTheLatestJudgedRunsOfACell) {
    const base::TemporaryFolder folder;
    Database database(folder.path() / "r.sqlite");
    Attempts all = runs("ppfef");
    database.add(all);
    std::vector<Verdict> verdicts;
    for (const Result& result :
         known_attempts(database, {"d53", "quanta-d53"}, "virtual", testing::sample().sha256)) {
        verdicts.push_back(result.verdict);
    }
    EXPECT_THAT(verdicts, ElementsAre(Verdict::kPass, Verdict::kFail, Verdict::kFail));
}

}  // namespace
}  // namespace tetherlab::history
