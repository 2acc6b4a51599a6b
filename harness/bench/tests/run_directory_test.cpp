// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/run_directory.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <gmock/gmock.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class RunDirectoryTest : public testing::Test {
protected:
    base::TemporaryFolder folder_;
    std::filesystem::path runs_ = folder_.path() / "runs";
    std::filesystem::path outside_ = folder_.path() / "outside";
};

TEST_F(RunDirectoryTest, IsGoneWhenItIsClosed) {
    RunDirectory run(runs_);
    EXPECT_EQ(run.id().size(), 6u);
    EXPECT_TRUE(std::filesystem::is_directory(run.path()));
    EXPECT_THAT(run.close(), IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(run.path()));
}

TEST_F(RunDirectoryTest, UndoesTheNewestFirst) {
    RunDirectory run(runs_);
    // A folder cannot be removed as a process, so the order shows in what is still there.
    std::filesystem::create_directories(outside_ / "inner");
    run.record(PathEntry{outside_});
    run.record(PathEntry{outside_ / "inner"});
    EXPECT_THAT(run.close(), IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(outside_));
}

TEST_F(RunDirectoryTest, StaysWhenSomethingCouldNotBeUndone) {
    RunDirectory run(runs_);
    base::write_file(run.path() / "ledger", "rubbish\n");
    EXPECT_THAT(run.close(), ElementsAre(HasSubstr("ledger:1")));
    EXPECT_TRUE(std::filesystem::exists(run.path()));
}

TEST_F(RunDirectoryTest, OfALivingRunIsNotSwept) {
    const RunDirectory run(runs_);
    EXPECT_THAT(sweep(runs_), IsEmpty());
    EXPECT_TRUE(std::filesystem::exists(run.path()));
}

TEST_F(RunDirectoryTest, RefusesASocketPathThatTheKernelWouldCut) {
    const RunDirectory run(runs_);
    try {
        run.socket(std::string(100, 'x'));
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.reason(),
                  "longer than the 107 characters a socket may have; set XDG_STATE_HOME to a shorter path");
    }
}

TEST_F(RunDirectoryTest, SweepingWhereNothingEverRanFindsNothing) {
    EXPECT_THAT(sweep(runs_), IsEmpty());
}

TEST_F(RunDirectoryTest, SweepsAFolderKilledBeforeItWasLocked) {
    std::filesystem::create_directories(runs_ / "abcdef");
    const std::vector<Swept> swept = sweep(runs_);
    ASSERT_EQ(swept.size(), 1u);
    EXPECT_EQ(swept[0].id, "abcdef");
    EXPECT_FALSE(std::filesystem::exists(runs_ / "abcdef"));
}

TEST(RunsFolder, FollowsTheStateHome) {
    ::setenv("XDG_STATE_HOME", "/var/state", 1);
    EXPECT_EQ(runs_folder(), "/var/state/tetherlab/runs");
    ::unsetenv("XDG_STATE_HOME");
    ::setenv("HOME", "/home/me", 1);
    EXPECT_EQ(runs_folder(), "/home/me/.local/state/tetherlab/runs");
}

class Killed : public RunDirectoryTest {
protected:
    // Runs the victim to its death and sweeps.
    Swept sweep_after(const std::string& point) {
        const base::Output output = base::run({LEDGER_VICTIM, runs_.string(), point}, base::Deadline(20s));
        EXPECT_EQ(output.status.code, 128 + SIGKILL) << output.err;
        std::vector<Swept> swept = sweep(runs_);
        EXPECT_EQ(swept.size(), 1u);
        EXPECT_FALSE(std::filesystem::exists(runs_ / output.out));
        return swept.empty() ? Swept{} : swept[0];
    }

    // Waits until the process in the file "pid" has ended.
    bool process_ended() {
        const pid_t pid = std::stoi(base::read_file(folder_.path() / "pid"));
        const base::UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
        if (!process) return true;
        pollfd waiting{process.get(), POLLIN, 0};
        return ::poll(&waiting, 1, 5000) == 1;
    }
};

TEST_F(Killed, WithNothingMadeLeavesOnlyTheFolder) {
    const Swept swept = sweep_after("folder-made");
    EXPECT_THAT(swept.removed, IsEmpty());
    EXPECT_THAT(swept.failures, IsEmpty());
}

TEST_F(Killed, BetweenRecordingAndMakingLeavesNothingToRemove) {
    EXPECT_THAT(sweep_after("file-recorded").removed, IsEmpty());
}

TEST_F(Killed, AfterMakingAFileHasItRemoved) {
    EXPECT_THAT(sweep_after("file-made").removed, ElementsAre("path " + outside_.string()));
    EXPECT_FALSE(std::filesystem::exists(outside_));
}

TEST_F(Killed, BeforeAChildIsRecordedTakesTheChildAlong) {
    EXPECT_THAT(sweep_after("child-made").removed, IsEmpty());
    EXPECT_TRUE(process_ended());
}

TEST_F(Killed, AfterRecordingADaemonHasItKilled) {
    const Swept swept = sweep_after("daemon-recorded");
    EXPECT_THAT(swept.removed, ElementsAre("process " + base::read_file(folder_.path() / "pid")));
    EXPECT_TRUE(process_ended());
}

TEST_F(Killed, InTheMiddleOfUndoingHasTheRestUndone) {
    EXPECT_THAT(sweep_after("undo-begun").removed, ElementsAre("path " + outside_.string()));
    EXPECT_FALSE(std::filesystem::exists(outside_));
}

}  // namespace
}  // namespace tetherlab::bench
