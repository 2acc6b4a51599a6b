// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/sysupgrade.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/flash/flash.hpp"
#include "harness/flash/tests/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace tetherlab::flash {
namespace {

using image::Settings;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class SysupgradeTest : public testing::Test {
protected:
    Outcome flash(Settings settings = Settings::kDiscard) {
        return flash::flash(bench.target(), {.in_network = {}, .run_dir = {}}, bench.image, settings,
                            bench.deadline);
    }

    Bench bench;
};

TEST_F(SysupgradeTest, EndsWithTheImagesRevisionRunning) {
    bench.boots(Bench::kUserland);
    bench.reboots_after_sysupgrade();
    bench.boots(Bench::kUserland);
    bench.runs(Bench::kRevision);

    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kFlashed);
    EXPECT_EQ(outcome.revision, Bench::kRevision);
    EXPECT_THAT(bench.steps, ElementsAre("flash: inspect", "flash: upload", "flash: check", "flash: write",
                                         "flash: prove"));
    EXPECT_THAT(bench.followed, ElementsAre("192.168.1.1"));
    EXPECT_THAT(bench.power.calls, ElementsAre("on"));
}

TEST_F(SysupgradeTest, TestsOnTheRouterBeforeItWrites) {
    bench.boots(Bench::kUserland);
    bench.reboots_after_sysupgrade();
    bench.boots(Bench::kUserland);
    bench.runs(Bench::kRevision);

    flash();
    EXPECT_THAT(bench.shell.calls,
                ElementsAre("disconnect", "run true", "upload image.bin to /tmp/firmware.bin",
                            "run sysupgrade -T -n /tmp/firmware.bin || { rm -f /tmp/firmware.bin; exit 1; }",
                            "run sysupgrade -n /tmp/firmware.bin", "disconnect", "disconnect", "run true",
                            "run ubus call system board"));
}

TEST_F(SysupgradeTest, UploadsAgainWhenTheConnectionIsLostOnce) {
    bench.boots(Bench::kUserland);
    bench.shell.act_on("upload image.bin", [lost = false]() mutable -> base::Output {
        if (std::exchange(lost, true)) return {};
        throw router::ConnectionLost("run on the router", "cat", "the connection was lost");
    });
    bench.reboots_after_sysupgrade();
    bench.boots(Bench::kUserland);
    bench.runs(Bench::kRevision);

    EXPECT_EQ(flash().result, Result::kFlashed);
    EXPECT_EQ(std::count(bench.shell.calls.begin(), bench.shell.calls.end(),
                         "upload image.bin to /tmp/firmware.bin"),
              2);
}

TEST_F(SysupgradeTest, GivesUpOnAnUploadThatIsLostTwice) {
    bench.boots(Bench::kUserland);
    bench.shell.lose_connection_on("upload image.bin");
    EXPECT_THROW(flash(), router::ConnectionLost);
    EXPECT_THAT(bench.shell.calls, Not(Contains(HasSubstr("sysupgrade"))));
}

TEST_F(SysupgradeTest, LeavesTheRouterAloneWithAnImageThatIsRefused) {
    std::string damaged = base::read_file(bench.image);
    damaged[2048] ^= 1;
    base::write_file(bench.image, damaged);

    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kRefused);
    EXPECT_THAT(outcome.reason, HasSubstr("CRC"));
    EXPECT_THAT(bench.power.calls, IsEmpty());
    EXPECT_THAT(bench.shell.calls, IsEmpty());
}

TEST_F(SysupgradeTest, PassesOnWhyTheRouterRejectsTheImage) {
    bench.boots(Bench::kUserland);
    bench.shell.answer("sysupgrade -T", {.status = {1},
                                         .out = "Image check failed.\n",
                                         .err = "Device dlink,dir-3040-a1 not supported by this image\n"});
    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kRejected);
    EXPECT_EQ(outcome.reason, "Device dlink,dir-3040-a1 not supported by this image\nImage check failed.");
    EXPECT_THAT(bench.shell.calls, Not(Contains("run sysupgrade -n /tmp/firmware.bin")));
}

TEST_F(SysupgradeTest, NoticesThatNothingWasWritten) {
    bench.boots(Bench::kUserland);
    bench.reboots_after_sysupgrade();
    bench.boots(Bench::kUserland);
    bench.runs("r28304-6dacba30a7");

    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kNotWritten);
    EXPECT_EQ(outcome.reason,
              "the router rebooted as after a success, but revision r28304-6dacba30a7 runs instead of "
              "r34567-abcdef0123");
    EXPECT_EQ(outcome.revision, "r28304-6dacba30a7");
}

TEST_F(SysupgradeTest, NoticesThatSysupgradeEndedByItself) {
    bench.boots(Bench::kUserland);
    bench.shell.answer("sysupgrade -n /tmp",
                       {.status = {1}, .out = "", .err = "/sbin/sysupgrade: line 3: v: not found\n"});
    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kAborted);
    EXPECT_EQ(outcome.reason, "sysupgrade ended with status 1: /sbin/sysupgrade: line 3: v: not found");
}

TEST_F(SysupgradeTest, NoticesThatTheRouterStaysUp) {
    bench.boots(Bench::kUserland);
    bench.shell.lose_connection_on("sysupgrade -n /tmp");
    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kAborted);
    EXPECT_THAT(outcome.reason,
                HasSubstr("sysupgrade closed the connection, but the router did not reboot within"));
}

TEST_F(SysupgradeTest, ReportsABrickWithTheRoutersWords) {
    bench.boots(Bench::kUserland);
    bench.reboots_after_sysupgrade();
    bench.has_a_bad_kernel();
    bench.has_a_bad_kernel();
    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kBricked);
    EXPECT_THAT(outcome.reason,
                StartsWith("dead: after the flash: Verifying Checksum ...    Bad Data CRC; reboot: "));
}

TEST_F(SysupgradeTest, ReportsARouterThatDidNotBootBefore) {
    bench.has_a_bad_kernel();
    bench.has_a_bad_kernel();
    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kBricked);
    EXPECT_THAT(outcome.reason, StartsWith("dead: Verifying Checksum ...    Bad Data CRC; reboot: "));
    EXPECT_THAT(bench.shell.calls, Not(Contains("upload image.bin to /tmp/firmware.bin")));
}

TEST_F(SysupgradeTest, KeepsSettingsAndAddressWhenAskedTo) {
    bench.boots(Bench::kUserland);
    bench.shell.act_on("sysupgrade /tmp", [this]() -> base::Output {
        bench.console.print("\nU-Boot 2023.01\nmaltael # ");
        return {.status = {255}, .out = "", .err = ""};
    });
    bench.boots(Bench::kUserland);
    bench.runs(Bench::kRevision);
    EXPECT_EQ(flash(Settings::kKeep).result, Result::kFlashed);
    EXPECT_THAT(bench.followed, IsEmpty());
}

TEST(RunningRevision, IsThatOfTheRelease) {
    router::FakeShell shell;
    shell.answer("ubus", {.status = {0},
                          .out = R"({"kernel":"6.6.69","release":{"revision":"r28304-6dacba30a7"}})",
                          .err = ""});
    EXPECT_EQ(running_revision(shell, base::Deadline(base::Milliseconds(5000))), "r28304-6dacba30a7");
}

TEST(RunningRevision, CannotBeReadFromAnythingElse) {
    router::FakeShell shell;
    shell.answer("ubus", {.status = {0}, .out = "{\"release\":{}}\n", .err = ""});
    try {
        running_revision(shell, base::Deadline(base::Milliseconds(5000)));
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_STREQ(error.what(), "read ubus call system board: no release.revision in '{\"release\":{}}'");
    }
}

}  // namespace
}  // namespace tetherlab::flash
