// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/ledger.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class LedgerTest : public testing::Test {
protected:
    base::TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.path() / "ledger";
};

TEST_F(LedgerTest, KeepsEntriesInOrder) {
    Ledger ledger(file_);
    ledger.record(NamespaceEntry{"tlabcdef-lab"});
    ledger.record(ProcessEntry{4711, 123456});
    ledger.record(PathEntry{"/etc/netns/tlabcdef-client"});
    EXPECT_EQ(base::read_file(file_),
              "{\"namespace\":\"tlabcdef-lab\"}\n"
              "{\"process\":4711,\"start\":123456}\n"
              "{\"path\":\"/etc/netns/tlabcdef-client\"}\n");
    EXPECT_THAT(read_ledger(file_),
                ElementsAre(Entry(NamespaceEntry{"tlabcdef-lab"}), Entry(ProcessEntry{4711, 123456}),
                            Entry(PathEntry{"/etc/netns/tlabcdef-client"})));
}

TEST_F(LedgerTest, LeavesOutALastLineThatWasNotFinished) {
    base::write_file(file_, "{\"path\":\"/a\"}\n{\"path\":\"/");
    EXPECT_THAT(read_ledger(file_), ElementsAre(Entry(PathEntry{"/a"})));
}

TEST_F(LedgerTest, ThatDoesNotExistIsEmpty) {
    EXPECT_THAT(read_ledger(file_), IsEmpty());
}

TEST_F(LedgerTest, NamesTheLineThatIsNoEntry) {
    base::write_file(file_, "{\"path\":\"/a\"}\nrubbish\n");
    try {
        read_ledger(file_);
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.object(), file_.string() + ":2");
    }
}

TEST_F(LedgerTest, UndoesAFolderWithAllItHolds) {
    std::filesystem::create_directories(folder_.path() / "a/b");
    EXPECT_EQ(undo(PathEntry{folder_.path() / "a"}, base::Deadline(5s)), Undone::kRemoved);
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "a"));
    EXPECT_EQ(undo(PathEntry{folder_.path() / "a"}, base::Deadline(5s)), Undone::kAlreadyGone);
}

TEST_F(LedgerTest, DoesNotFollowALinkOutOfTheFolder) {
    std::filesystem::create_directory(folder_.path() / "kept");
    std::filesystem::create_directory(folder_.path() / "a");
    std::filesystem::create_symlink(folder_.path() / "kept", folder_.path() / "a/link");
    undo(PathEntry{folder_.path() / "a"}, base::Deadline(5s));
    EXPECT_TRUE(std::filesystem::exists(folder_.path() / "kept"));
}

TEST_F(LedgerTest, KillsAProcessWithTheRecordedStartTime) {
    base::Child child({"tail", "-f", "/dev/null"}, {});
    const auto entry = process_entry(child.pid());
    ASSERT_TRUE(entry);
    EXPECT_EQ(undo(*entry, base::Deadline(5s)), Undone::kRemoved);
    EXPECT_FALSE(child.running());
}

TEST_F(LedgerTest, SparesAProcessThatHasOnlyTheSameId) {
    base::Child child({"tail", "-f", "/dev/null"}, {});
    ProcessEntry other = *process_entry(child.pid());
    other.start -= 1;
    EXPECT_EQ(undo(other, base::Deadline(5s)), Undone::kAlreadyGone);
    EXPECT_TRUE(child.running());
}

TEST_F(LedgerTest, ReadsTheStartTimeOfAProcessWithAnAwkwardName) {
    std::filesystem::copy_file("/usr/bin/tail", folder_.path() / "a) R (b");
    base::Child child({(folder_.path() / "a) R (b").string(), "-f", "/dev/null"}, {});
    const auto entry = process_entry(child.pid());
    ASSERT_TRUE(entry);
    EXPECT_GE(entry->start, process_entry(::getpid())->start);
}

}  // namespace
}  // namespace tetherlab::bench
