// SPDX-License-Identifier: Apache-2.0
#include "harness/router/auto_boot.hpp"

#include "gadget/base/testing/error_of.hpp"
#include "harness/console/testing/scripted_console.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace tetherlab::router
