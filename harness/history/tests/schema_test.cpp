// SPDX-License-Identifier: Apache-2.0
#include "harness/history/schema.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace tetherlab::history {
namespace {

using namespace std::chrono_literals;

constexpr std::array kOne{"CREATE TABLE t(a TEXT); INSERT INTO t VALUES('kept')"};
constexpr std::array kTwo{kOne[0], "ALTER TABLE t ADD COLUMN b INTEGER NOT NULL DEFAULT 5"};
constexpr std::array kBroken{kOne[0], "ALTER TABLE t ADD COLUMN c; CREATE NONSENSE"};

class SchemaTest : public ::testing::Test {
protected:
    std::string what_migrating_says(std::span<const char* const> migrations) {
        try {
            migrate(connection_, migrations);
        } catch (const base::Error& error) {
            return error.reason();
        }
        return "nothing";
    }

    base::TemporaryFolder folder_;
    Connection connection_{folder_.path() / "r.sqlite", 1s};
};

TEST_F(SchemaTest, BringsAnOlderFileUpToDateWithItsRows) {
    migrate(connection_, kOne);
    EXPECT_EQ(connection_.number("PRAGMA user_version"), 1);
    migrate(connection_, kTwo);
    EXPECT_EQ(connection_.number("PRAGMA user_version"), 2);
    EXPECT_EQ(connection_.number("SELECT b FROM t WHERE a = 'kept'"), 5);
}

TEST_F(SchemaTest, DoesNothingTwice) {
    migrate(connection_, kOne);
    migrate(connection_, kOne);
    EXPECT_EQ(connection_.number("SELECT count(*) FROM t"), 1);
}

TEST_F(SchemaTest, LeavesTheFileAsItWasWhenAStepFails) {
    migrate(connection_, kOne);
    EXPECT_EQ(what_migrating_says(kBroken), "near \"NONSENSE\": syntax error");
    EXPECT_EQ(connection_.number("PRAGMA user_version"), 1);
    EXPECT_EQ(connection_.number("SELECT count(*) FROM pragma_table_info('t')"), 1);
}

TEST_F(SchemaTest, RefusesAFileOfANewerProgram) {
    migrate(connection_, kTwo);
    EXPECT_EQ(what_migrating_says(kOne), "a newer tetherlab made it: it has schema 2, this one knows 1");
}

TEST_F(SchemaTest, RefusesAFileOfAnotherProgram) {
    connection_.execute("CREATE TABLE theirs(x)");
    EXPECT_EQ(what_migrating_says(kOne), "it holds another program's tables");
    connection_.execute("DROP TABLE theirs; PRAGMA application_id = 77");
    EXPECT_EQ(what_migrating_says(kOne), "it holds another program's tables");
}

}  // namespace
}  // namespace tetherlab::history
