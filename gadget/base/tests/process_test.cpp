// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/process.hpp"

#include "gadget/base/error.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>

namespace tetherlab::base {
namespace {

using namespace std::chrono_literals;

TEST(Process, CollectsBothOutputsAndTheStatus) {
    const Output output = run({"sh", "-c", "echo out; echo err >&2; exit 7"}, Deadline(10s));
    EXPECT_EQ(output.out, "out\n");
    EXPECT_EQ(output.err, "err\n");
    EXPECT_EQ(output.status.code, 7);
}

TEST(Process, FeedsStandardInputLargerThanAPipe) {
    const std::string input(300'000, 'x');
    EXPECT_EQ(run({"cat"}, Deadline(10s), {.input = input, .env = {}}).out, input);
}

TEST(Process, AddsToTheEnvironment) {
    EXPECT_EQ(
        run({"sh", "-c", "echo $TL_TEST"}, Deadline(10s), {.input = "", .env = {{"TL_TEST", "here"}}}).out,
        "here\n");
}

TEST(Process, ThatDoesNotExistIsNamed) {
    try {
        run({"no-such-program"}, Deadline(10s));
        FAIL() << "expected an Error";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "start no-such-program: not found in PATH");
    }
}

TEST(Process, ThatHangsIsKilledAtTheDeadline) {
    EXPECT_THROW(run({"sh", "-c", "exec tail -f /dev/null"}, Deadline(50ms)), TimeoutError);
}

TEST(Process, RunCheckedShowsWhatTheProgramSaid) {
    try {
        run_checked({"sh", "-c", "echo 'no such device' >&2; exit 2"}, Deadline(10s));
        FAIL() << "expected an Error";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(),
                     "run sh -c 'echo 'no such device' >&2; exit 2': exit status 2: no such device");
    }
}

TEST(Child, StopsWhenAskedTo) {
    Child child({"tail", "-f", "/dev/null"}, {});
    EXPECT_TRUE(child.running());
    EXPECT_EQ(child.stop(5s).code, 128 + SIGTERM);
    EXPECT_FALSE(child.running());
}

TEST(Child, TakesRealTimeWhereItMay) {
    const Output allowed = run({"chrt", "--rr", "1", "true"}, Deadline(10s));
    if (!allowed.status.success()) GTEST_SKIP() << "real-time priority: " << allowed.err;
    const Child child({"tail", "-f", "/dev/null"}, {.scheduling = Scheduling::kRealTime});
    EXPECT_EQ(::sched_getscheduler(child.pid()), SCHED_RR);
    const Child other({"tail", "-f", "/dev/null"}, {});
    EXPECT_EQ(::sched_getscheduler(other.pid()), ::sched_getscheduler(0));
}

TEST(Child, IsKilledByItsDestructor) {
    pid_t pid = 0;
    {
        const Child child({"tail", "-f", "/dev/null"}, {});
        pid = child.pid();
    }
    EXPECT_EQ(::kill(pid, 0), -1);
}

TEST(Child, MayBeMovedFromAndDestroyed) {
    Child first({"tail", "-f", "/dev/null"}, {});
    Child second(std::move(first));
    EXPECT_TRUE(second.running());
}

}  // namespace
}  // namespace tetherlab::base
