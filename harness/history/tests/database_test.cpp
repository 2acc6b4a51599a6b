// SPDX-License-Identifier: Apache-2.0
#include "harness/history/database.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/history/tests/sample.hpp"

#include <gmock/gmock.h>

#include <cstdlib>

namespace tetherlab::history {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::sample;
using verdict::Verdict;

class DatabaseTest : public ::testing::Test {
protected:
    std::vector<std::string> runs(const Filter& filter, std::int64_t limit = kAll) {
        std::vector<std::string> ids;
        for (const Result& result : database().find(filter, limit)) ids.push_back(result.run);
        return ids;
    }

    Database& database() {
        if (!database_) database_.emplace(file_);
        return *database_;
    }

    std::string what_opening_says() const {
        try {
            Database opened(file_);
        } catch (const base::Error& error) {
            return error.what();
        }
        return "nothing";
    }

    base::TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.path() / "state/results.sqlite";

private:
    std::optional<Database> database_;
};

TEST_F(DatabaseTest, GivesBackWhatWasAddedFieldByField) {
    const std::vector<Result> added{sample()};
    EXPECT_EQ(database().add(added), 1);
    EXPECT_EQ(Database(file_).find({}), added);
}

TEST_F(DatabaseTest, KeepsEveryByteOfAText) {
    Result odd = sample();
    odd.evidence = std::string("a\0b\xff\n'\"", 8);
    database().add(std::vector{odd});
    EXPECT_EQ(database().find({}).front().evidence, odd.evidence);
}

TEST_F(DatabaseTest, ListsTheNewestFirst) {
    database().add(std::vector{sample(2), sample(3), sample(1)});
    EXPECT_THAT(runs({}), ElementsAre("000003", "000002", "000001"));
    EXPECT_THAT(runs({}, 1), ElementsAre("000003"));
}

TEST_F(DatabaseTest, FindsByEveryFieldOfAFilter) {
    std::vector<Result> all(6);
    for (int i = 0; i < 6; ++i) all[static_cast<std::size_t>(i)] = sample(i);
    all[1].scenario = "t10";
    all[2].hotspot = "franklin-t10";
    all[3].revision = "r90003-0";
    all[4].sha256 = std::string(64, 'b');
    all[5].bench = "desk";
    database().add(all);
    EXPECT_THAT(runs({.scenario = "t10"}), ElementsAre("000001"));
    EXPECT_THAT(runs({.hotspot = "franklin-t10"}), ElementsAre("000002"));
    EXPECT_THAT(runs({.revision = "r90003-0"}), ElementsAre("000003"));
    EXPECT_THAT(runs({.sha256 = std::string(64, 'b')}), ElementsAre("000004"));
    EXPECT_THAT(runs({.bench = "desk"}), ElementsAre("000005"));
    EXPECT_THAT(runs({.scenario = "t10", .bench = "desk"}), IsEmpty());
}

TEST_F(DatabaseTest, AddsAResultOnce) {
    EXPECT_EQ(database().add(std::vector{sample(1), sample(2)}), 2);
    EXPECT_EQ(database().add(std::vector{sample(2), sample(3)}), 1);
    EXPECT_THAT(runs({}), ElementsAre("000003", "000002", "000001"));
}

TEST_F(DatabaseTest, TalliesVerdictsByRevisionAndScenario) {
    std::vector<Result> all{sample(0), sample(1), sample(2), sample(3)};
    all[1].verdict = Verdict::kPass;
    all[3].revision = "";
    database().add(all);
    EXPECT_THAT(database().tallies({}), ElementsAre(Tally{"r90002-7e7be71ab1", "d53", Verdict::kFail, 2},
                                                    Tally{"r90002-7e7be71ab1", "d53", Verdict::kPass, 1}));
}

TEST_F(DatabaseTest, NeverLooksAtResultsThatWereNotAskedFor) {
    const std::string search = "SEARCH results USING INDEX ";
    EXPECT_EQ(database().plan({.scenario = "d53"}), search + "by_scenario (scenario=?)");
    EXPECT_EQ(database().plan({.bench = "virtual"}), search + "by_bench (bench=?)");
    EXPECT_EQ(database().plan({.revision = "r1"}), search + "by_revision (revision=?)");
    EXPECT_EQ(database().plan({.sha256 = "aa"}), search + "by_sha256 (sha256=?)");
}

TEST_F(DatabaseTest, RefusesAFileThatIsNoDatabase) {
    std::filesystem::create_directories(file_.parent_path());
    base::write_file(file_, "These are not the results you are looking for.\n");
    EXPECT_EQ(what_opening_says(), "use results database " + file_.string() +
                                       ": file is not a database; move it away and import the results "
                                       "exported last");
}

TEST_F(DatabaseTest, SaysThatAFileIsDamaged) {
    { Database(file_).add(testing::samples(2000)); }
    std::string content = base::read_file(file_);
    ASSERT_GT(content.size(), 100'000U);
    content.replace(8192, content.size() - 8192, std::string(content.size() - 8192, 'x'));
    base::write_file(file_, content);
    try {
        database().find({});
        FAIL() << "read what is damaged";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.what(), "use results database " + file_.string() +
                                    ": database disk image is malformed; move it away and import the "
                                    "results exported last");
    }
}

TEST_F(DatabaseTest, SaysWhereItCannotBe) {
    file_ = folder_.path();
    EXPECT_EQ(what_opening_says(),
              "use results database " + file_.string() + ": unable to open database file");
}

TEST(DefaultFile, LiesWithTheStateOfThePrograms) {
    ::setenv("XDG_STATE_HOME", "/state", 1);
    EXPECT_EQ(default_file(), "/state/tetherlab/results.sqlite");
    ::unsetenv("XDG_STATE_HOME");
}

}  // namespace
}  // namespace tetherlab::history
