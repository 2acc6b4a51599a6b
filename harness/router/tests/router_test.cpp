// SPDX-License-Identifier: Apache-2.0
#include "harness/router/router.hpp"

#include "gadget/base/error.hpp"
#include "harness/console/testing/scripted_console.hpp"
#include "harness/power/testing/fake_power.hpp"
#include "harness/router/malta_uboot.hpp"
#include "harness/router/testing/fake_shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace tetherlab::router {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr auto kPrompt = "\nU-Boot 2023.01\nmaltael # ";
constexpr auto kBootArgs =
    "setenv bootargs memsize=268435456 rd_start=0x86000000 rd_size=0xff console=ttyS0,57600 panic=1\r";
constexpr auto kRecoveryArgs =
    "setenv bootargs memsize=268435456 rd_start=0x86000000 rd_size=0x${filesize} console=ttyS0,57600 "
    "panic=1\r";
constexpr auto kLinux = "[    0.000000] Linux version 6.1\n";
constexpr auto kUserland = "Please press Enter to activate this console.\n";
constexpr auto kNoRoot = "[    4.1] tetherlab: VFS: Unable to mount root fs: no squashfs in ubi0_0\n";

class Steps : public event::Sink {
public:
    void on(const event::Event& event) override {
        if (event.kind == event::Kind::kStepEnd)
            ended.push_back(event.name + ": " + event.data.at("outcome").get<std::string>());
        if (event.kind == event::Kind::kNote) notes.push_back(event.data.at("text"));
    }

    std::vector<std::string> ended;
    std::vector<std::string> notes;
};

class RouterTest : public testing::Test {
protected:
    RouterTest() {
        log.add(steps);
        power.on_power_on = [this] { console.print(kPrompt); };
    }

    // U-Boot's next answers: a good kernel, after which the router prints `then`.
    void kernel_starts(const std::string& then) {
        console.answer("cmp.b 84000018 85000018 4\r", "Total of 4 byte(s) were the same\nmaltael # ");
        console.answer(kBootArgs, "maltael # ");
        console.answer("bootm 84000000\r", kLinux + then);
    }

    void kernel_is_bad() {
        console.answer("cmp.b 84000018 85000018 4\r", "Total of 0 byte(s) were the same\nmaltael # ");
        console.answer("iminfo 84000000\r", "   Verifying Checksum ... Bad Data CRC\nmaltael # ");
    }

    void recovery_starts(const std::string& then) {
        console.answer("setenv ipaddr 192.168.1.1\r", "maltael # ");
        console.answer("setenv serverip 192.168.1.2\r", "maltael # ");
        console.answer("tftpboot 84000000 kernel.uimage\r", "Bytes transferred = 1\nmaltael # ");
        console.answer("tftpboot 86000000 recovery.cpio.gz\r", "Bytes transferred = 1\nmaltael # ");
        console.answer(kRecoveryArgs, "maltael # ");
        console.answer("bootm 84000000\r", kLinux + then);
    }

    std::string text_of_error(const std::function<void()>& work) {
        try {
            work();
        } catch (const base::Error& error) {
            return error.what();
        }
        return "no error";
    }

    base::Deadline deadline{20s};
    event::Log log;
    std::shared_ptr<Steps> steps = std::make_shared<Steps>();
    console::ScriptedConsole console;
    power::FakePower power;
    FakeShell shell;
    MaltaUboot loader{console, {.stage1_size = 255}};
    Router router{{power, console, loader, shell, log}};
    RecoverySystem recovery{"kernel.uimage", "recovery.cpio.gz", "192.168.1.2", "192.168.1.1"};
};

TEST_F(RouterTest, ComesUpFromThePlugToItsShell) {
    kernel_starts(kUserland);
    EXPECT_EQ(router.bring_to(State::kShell, deadline), State::kShell);
    EXPECT_THAT(steps->ended, ElementsAre("router: power on: ok", "router: boot from flash: ok",
                                          "router: wait for the shell: ok"));
    EXPECT_THAT(shell.calls, ElementsAre("disconnect", "run true"));
}

TEST_F(RouterTest, StaysWhereItIsWanted) {
    kernel_starts(kUserland);
    ASSERT_EQ(router.bring_to(State::kShell, deadline), State::kShell);
    EXPECT_EQ(router.bring_to(State::kShell, deadline), State::kShell);
    EXPECT_THAT(power.calls, ElementsAre("on"));
}

TEST_F(RouterTest, ResumesAtItsShell) {
    router.resume("echo 1 >/sys/bus/pci/rescan", deadline);
    EXPECT_EQ(router.state(), State::kShell);
    EXPECT_THAT(steps->ended, ElementsAre("router: resume: ok"));
    EXPECT_THAT(shell.calls, ElementsAre("disconnect", "run echo 1 >/sys/bus/pci/rescan"));
    EXPECT_THAT(power.calls, ElementsAre("on"));
}

TEST_F(RouterTest, BootsAfterItWasResumedAndSwitchedOff) {
    router.resume("true", deadline);
    ASSERT_EQ(router.bring_to(State::kOff, deadline), State::kOff);
    kernel_starts(kUserland);
    EXPECT_EQ(router.bring_to(State::kShell, deadline), State::kShell);
}

TEST_F(RouterTest, IsBrokenByAFailureToResume) {
    shell.answer("rescan", {{1}, "", "cannot create /sys/bus/pci/rescan: nonexistent directory"});
    EXPECT_EQ(text_of_error([&] { router.resume("echo 1 >/sys/bus/pci/rescan", deadline); }),
              "run on the router echo 1 >/sys/bus/pci/rescan: exit status 1: cannot create "
              "/sys/bus/pci/rescan: nonexistent directory");
    EXPECT_TRUE(router.broken());
}

TEST_F(RouterTest, DoesNotResumeWhileItIsOn) {
    router.resume("true", deadline);
    EXPECT_THROW(router.resume("true", deadline), std::logic_error);
}

TEST_F(RouterTest, StopsAtABadKernelWithItsWords) {
    kernel_is_bad();
    EXPECT_EQ(router.bring_to(State::kShell, deadline), State::kBadKernel);
    EXPECT_EQ(router.trouble(), "Verifying Checksum ... Bad Data CRC");
    EXPECT_THAT(steps->notes, ElementsAre("bad kernel: Verifying Checksum ... Bad Data CRC"));
    EXPECT_FALSE(router.broken());
}

TEST_F(RouterTest, StopsAtAPanicWithItsWords) {
    kernel_starts(kNoRoot);
    EXPECT_EQ(router.bring_to(State::kShell, deadline), State::kPanic);
    EXPECT_EQ(router.trouble(),
              "[    4.1] tetherlab: VFS: Unable to mount root fs: no squashfs in ubi0_0 (the flash "
              "holds no usable root file system)");
}

TEST_F(RouterTest, ReachesTheBootLoaderFromAPanicThroughThePlug) {
    kernel_starts(kNoRoot);
    ASSERT_EQ(router.bring_to(State::kShell, deadline), State::kPanic);
    EXPECT_EQ(router.bring_to(State::kBootloader, deadline), State::kBootloader);
    EXPECT_THAT(power.calls, ElementsAre("on", "off", "on"));
}

TEST_F(RouterTest, RevivesFromABadKernelOverTheNetwork) {
    kernel_is_bad();
    ASSERT_EQ(router.bring_to(State::kShell, deadline), State::kBadKernel);
    recovery_starts(kUserland);
    EXPECT_EQ(router.boot_recovery(recovery, deadline), State::kRecovery);
}

TEST_F(RouterTest, DoesNotLoadARecoverySystemFromAnywhereElse) {
    EXPECT_THROW(static_cast<void>(router.boot_recovery(recovery, deadline)), std::logic_error);
}

TEST_F(RouterTest, IsFoundAtItsBootLoaderAfterItReset) {
    kernel_starts(kUserland);
    ASSERT_EQ(router.bring_to(State::kShell, deadline), State::kShell);
    console.print(kPrompt);
    kernel_starts(kUserland);
    EXPECT_EQ(router.bring_to(State::kShell, deadline), State::kShell);
    EXPECT_THAT(steps->notes, ElementsAre("it has reset by itself"));
    EXPECT_THAT(power.calls, ElementsAre("on"));
}

TEST_F(RouterTest, WaitsForARebootThatSomebodyAskedFor) {
    kernel_starts(kUserland);
    ASSERT_EQ(router.bring_to(State::kShell, deadline), State::kShell);
    console.print(kPrompt);
    EXPECT_TRUE(router.await_reboot(deadline));
    EXPECT_EQ(router.state(), State::kBootloader);
}

TEST_F(RouterTest, IsNotBrokenByARebootThatDidNotCome) {
    kernel_starts(kUserland);
    ASSERT_EQ(router.bring_to(State::kShell, deadline), State::kShell);
    EXPECT_FALSE(router.await_reboot(deadline));
    EXPECT_EQ(router.state(), State::kShell);
    EXPECT_FALSE(router.broken());
}

TEST_F(RouterTest, IsBrokenByAFaultAndRepeatsIt) {
    power.on_power_on = nullptr;
    const std::string first = "wait for the boot loader's prompt: not within 20 s";
    EXPECT_EQ(text_of_error([&] { static_cast<void>(router.bring_to(State::kShell, deadline)); }), first);
    EXPECT_EQ(router.broken(), first);
    EXPECT_EQ(text_of_error([&] { static_cast<void>(router.bring_to(State::kShell, deadline)); }),
              "use the router: it has been broken since: " + first);
    EXPECT_THAT(steps->ended, ElementsAre("router: power on: failed"));
}

TEST_F(RouterTest, IsBrokenByAPowerSwitchThatDoesNotObey) {
    power.stuck = true;
    EXPECT_EQ(text_of_error([&] { static_cast<void>(router.bring_to(State::kShell, deadline)); }),
              "switch on the router's power: the relay does not answer");
}

}  // namespace
}  // namespace tetherlab::router
