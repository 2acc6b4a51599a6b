// SPDX-License-Identifier: Apache-2.0
#include "harness/router/shell.hpp"

#include "harness/router/testing/fake_shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::router {
namespace {

using namespace std::chrono_literals;
const base::Deadline kDeadline{5s};

TEST(ShellWord, IsOneWordWhateverItHolds) {
    EXPECT_EQ(shell_word("usb0"), "'usb0'");
    EXPECT_EQ(shell_word("it's $HOME"), R"('it'\''s $HOME')");
    EXPECT_EQ(shell_word(""), "''");
}

TEST(RunChecked, ReturnsWhatTheCommandPrinted) {
    FakeShell shell;
    shell.answer("uname", {.status = {0}, .out = "Linux\n", .err = ""});
    EXPECT_EQ(run_checked(shell, "uname", kDeadline), "Linux\n");
}

TEST(RunChecked, ShowsWhatTheRouterSaid) {
    FakeShell shell;
    shell.answer("uci", {.status = {1}, .out = "", .err = "uci: Entry not found\n"});
    try {
        run_checked(shell, "uci get network.x\nuci commit", kDeadline);
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_STREQ(error.what(),
                     "run on the router uci get network.x …: exit status 1: uci: Entry not found");
    }
}

TEST(FakeShell, RecordsItsCallsAndAnswersTheFirstTextThatFits) {
    FakeShell shell;
    shell.answer("ubus call", {.status = {0}, .out = "{}", .err = ""});
    shell.lose_connection_on("sysupgrade");
    EXPECT_EQ(shell.run("ubus call system board", kDeadline).out, "{}");
    EXPECT_THROW(shell.run("sysupgrade -n /tmp/x", kDeadline), ConnectionLost);
    shell.upload("/images/x.bin", "/tmp/x", kDeadline);
    shell.disconnect();
    shell.reconnect("192.168.8.1");
    EXPECT_THAT(shell.calls,
                testing::ElementsAre("run ubus call system board", "run sysupgrade -n /tmp/x",
                                     "upload x.bin to /tmp/x", "disconnect", "reconnect 192.168.8.1"));
}

}  // namespace
}  // namespace tetherlab::router
