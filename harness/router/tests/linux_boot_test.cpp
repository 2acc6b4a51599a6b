// SPDX-License-Identifier: Apache-2.0
#include "harness/router/linux_boot.hpp"

#include "gadget/base/error.hpp"
#include "harness/console/testing/scripted_console.hpp"

#include <gtest/gtest.h>

namespace tetherlab::router {
namespace {

using namespace std::chrono_literals;
const base::Deadline kDeadline{60s};

Panic await_after(std::string_view text) {
    console::ScriptedConsole console;
    console.print(text);
    return await_userland(console, kDeadline);
}

TEST(AwaitUserland, EndsWhenTheFirmwareOffersItsConsole) {
    EXPECT_FALSE(await_after("Please press Enter to activate this console."));
}

TEST(AwaitUserland, FindsTheOfferAcrossAKernelMessage) {
    EXPECT_FALSE(await_after("Please press Enter to [   12.3] usb 1-1: x\nactivate this console."));
}

TEST(AwaitUserland, NamesTheWrongCpuModel) {
    EXPECT_EQ(
        await_after("[    1.8] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000004\n"),
        "[    1.8] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000004 (init died of an "
        "illegal instruction: the CPU model does not fit this firmware)");
}

TEST(AwaitUserland, NamesAMissingRootFileSystem) {
    EXPECT_EQ(
        await_after("[    4.1] tetherlab: VFS: Unable to mount root fs: no squashfs in ubi0_0\n"
                    "[    4.1] Kernel panic - not syncing: sysrq triggered crash\n"),
        "[    4.1] tetherlab: VFS: Unable to mount root fs: no squashfs in ubi0_0 (the flash holds no usable "
        "root file system)");
}

TEST(AwaitUserland, QuotesAPanicItDoesNotKnow) {
    EXPECT_EQ(await_after("[    2.0] Kernel panic - not syncing: Out of memory\n"),
              "[    2.0] Kernel panic - not syncing: Out of memory");
}

TEST(AwaitUserland, TakesWhatThereIsOfALineCutByTheReset) {
    EXPECT_EQ(await_after("[    2.0] Kernel panic - not syncing: Out of"),
              "[    2.0] Kernel panic - not syncing");
}

TEST(AwaitUserland, NoticesAResetWithoutAPanic) {
    EXPECT_EQ(await_after("[    2.0] random: crng init\n\nU-Boot 2023.01\n"), "it reset while it booted");
}

TEST(AwaitUserland, SaysWhatItWaitedFor) {
    try {
        await_after("[    2.0] random: crng init\n");
        FAIL() << "expected a TimeoutError";
    } catch (const base::TimeoutError& error) {
        EXPECT_STREQ(error.what(), "wait for the firmware to offer its console: not within 60 s");
    }
}

}  // namespace
}  // namespace tetherlab::router
