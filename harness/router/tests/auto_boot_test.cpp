// SPDX-License-Identifier: Apache-2.0
#include "harness/router/auto_boot.hpp"

#include "gadget/base/testing/error_of.hpp"
#include "harness/console/testing/scripted_console.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tetherlab::router {
namespace {

using namespace std::chrono_literals;
using base::testing::error_of;

// As MediaTek's loader on relatives of the DIR-3040 prints it.
constexpr auto kBanner =
    "\r\nU-Boot 1.1.3 (Nov 24 2017 - 10:29:45)\r\n\r\nBoard: Ralink APSoC DRAM: 256 MB\r\n";
constexpr auto kMenu = "3: System Boot system code via Flash.\r\n## Booting image at bfc80000 ...\r\n";
constexpr auto kKernel = "[    0.000000] Linux version 6.6.86\r\n";

class AutoBootTest : public testing::Test {
protected:
    console::ScriptedConsole console;
    AutoBoot loader{console};
    base::Deadline deadline{1s};
};

TEST_F(AutoBootTest, IsListenedToUntilTheKernelStarts) {
    console.print(kBanner);
    EXPECT_TRUE(loader.await_prompt(deadline));
    console.print(kMenu);
    console.print(kKernel);
    EXPECT_EQ(loader.boot_flash(deadline), std::nullopt);
}

TEST_F(AutoBootTest, MayBeSilent) {
    console.print(kKernel);
    EXPECT_TRUE(loader.await_prompt(deadline));
    EXPECT_EQ(loader.boot_flash(deadline), std::nullopt);
}

TEST_F(AutoBootTest, ThatSaysNothingHasNotStarted) {
    EXPECT_FALSE(loader.await_prompt(deadline));
}

TEST_F(AutoBootTest, SaysWhyItRefusesAKernel) {
    console.print(kBanner);
    EXPECT_TRUE(loader.await_prompt(deadline));
    console.print(kMenu);
    console.print("   Verifying Checksum ... Bad Data CRC\r\n");
    EXPECT_EQ(loader.boot_flash(deadline), "Verifying Checksum ... Bad Data CRC");
}

TEST_F(AutoBootTest, WithoutAKernelIsATimeout) {
    console.print(kBanner);
    EXPECT_TRUE(loader.await_prompt(deadline));
    EXPECT_EQ(error_of([&] { (void)loader.boot_flash(deadline); }),
              "wait for Linux to start: not within 1 s");
}

TEST_F(AutoBootTest, CannotBeAskedForARecoverySystem) {
    EXPECT_EQ(error_of([&] {
                  loader.boot_recovery({"recovery.bin", "", "", ""}, deadline);
              }),
              "boot recovery.bin: how to ask this board's boot loader for it is not known");
}

// The words of Ralink's U-Boot 1.1.3 on relatives; each question comes with the answer of last time.
class AskedBootLoader : public testing::Test {
protected:
    AskedBootLoader() {
        console.print(kBanner);
        EXPECT_TRUE(loader.await_prompt(deadline));
        console.print("\r\nPlease choose the operation: \r\n   1: Load system code to SDRAM via TFTP. \r\n");
    }

    console::ScriptedConsole console;
    AutoBoot loader{console, Dialogue{.steps = {{"Please choose the operation:", "1"},
                                                {"==:", "\x15{router}\r"},
                                                {"==:", "\x15{server}\r"},
                                                {"==:", "\x15{kernel}\r"}},
                                      .failures = {"Retry count exceeded"}}};
    RecoverySystem system{"initramfs.bin", "", "192.168.1.2", "192.168.1.1"};
    base::Deadline deadline{1s};
};

TEST_F(AskedBootLoader, LoadsASystemByItsDialogue) {
    console.answer("1", "You choosed 1\r\n Input device IP (10.10.10.123) ==:10.10.10.123");
    console.answer(
        "\x15"
        "192.168.1.1\r",
        "\r\n Input server IP (10.10.10.3) ==:10.10.10.3");
    console.answer(
        "\x15"
        "192.168.1.2\r",
        "\r\n Input Linux Kernel filename () ==:");
    console.answer("\x15initramfs.bin\r", std::string("\r\nTFTP from server 192.168.1.2\r\n") + kKernel);
    loader.boot_recovery(system, deadline);
    EXPECT_EQ(console.sent().back(), "\x15initramfs.bin\r");
}

TEST_F(AskedBootLoader, SaysWhyItGaveUp) {
    console.answer("1", "==:");
    console.answer(
        "\x15"
        "192.168.1.1\r",
        "==:");
    console.answer(
        "\x15"
        "192.168.1.2\r",
        "==:");
    console.answer("\x15initramfs.bin\r", "\r\nLoading: T T T\r\nRetry count exceeded; starting again\r\n");
    EXPECT_EQ(error_of([&] { loader.boot_recovery(system, deadline); }),
              "boot initramfs.bin: the boot loader says: Retry count exceeded");
}

TEST_F(AskedBootLoader, WasAskedTooLateWhenItStartsTheFlashesKernel) {
    console.answer("1", std::string("## Booting image at bfc80000 ...\r\n") + kKernel);
    EXPECT_EQ(error_of([&] { loader.boot_recovery(system, deadline); }),
              "boot initramfs.bin: the boot loader started the flash's kernel instead");
}

TEST_F(AskedBootLoader, ThatDoesNotAskIsATimeout) {
    EXPECT_EQ(error_of([&] { loader.boot_recovery(system, deadline); }),
              "wait for the boot loader to say '==:': not within 1 s");
}

}  // namespace
}  // namespace tetherlab::router
