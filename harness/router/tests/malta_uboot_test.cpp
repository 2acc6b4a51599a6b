// SPDX-License-Identifier: Apache-2.0
#include "harness/router/malta_uboot.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/console/testing/scripted_console.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::router {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr auto kCompare = "cmp.b 84000018 85000018 4\r";
constexpr auto kBootArgs =
    "setenv bootargs memsize=268435456 rd_start=0x86000000 rd_size=0xff console=ttyS0,57600 panic=1\r";
constexpr auto kRecoveryArgs =
    "setenv bootargs memsize=268435456 rd_start=0x86000000 rd_size=0x${filesize} console=ttyS0,57600 "
    "panic=1\r";
constexpr auto kSame = "Total of 4 byte(s) were the same\nmaltael # ";
constexpr auto kDifferent =
    "byte at 0x84000018 (0x1f) != byte at 0x85000018 (0xa7)\n"
    "Total of 0 byte(s) were the same\nmaltael # ";

class MaltaUbootTest : public testing::Test {
protected:
    std::string text_of_error(const std::function<void()>& work) {
        try {
            work();
        } catch (const base::Error& error) {
            return error.what();
        }
        return "no error";
    }

    base::Deadline deadline{20s};
    console::ScriptedConsole console;
    MaltaUboot loader{console, {.stage1_size = 255}};
    RecoverySystem recovery{"kernel.uimage", "recovery.cpio.gz", "192.168.1.2", "192.168.1.1"};
};

TEST_F(MaltaUbootTest, WaitsForItsPrompt) {
    EXPECT_FALSE(loader.await_prompt(deadline));
    console.print("U-Boot 2023.01\nmaltael # ");
    EXPECT_TRUE(loader.await_prompt(deadline));
}

TEST_F(MaltaUbootTest, VerifiesAndStartsAKernelOfMaltasOwnInOneGo) {
    console.answer(kCompare, kSame);
    console.answer(kBootArgs, "maltael # ");
    console.answer("bootm 84000000\r",
                   "   Verifying Checksum ... OK\n[    0.000000] Linux version 6.1.0-50-4kc-malta");
    EXPECT_FALSE(loader.boot_flash(deadline));
}

TEST_F(MaltaUbootTest, StartsDebiansKernelInPlaceOfAnotherAfterVerifyingIt) {
    console.answer(kCompare, kDifferent);
    console.answer("iminfo 84000000\r", "   Verifying Checksum ... OK\nmaltael # ");
    console.answer(kBootArgs, "maltael # ");
    console.answer("bootm 85000000\r", "[    0.000000] Linux version 6.1.0-50-4kc-malta");
    EXPECT_FALSE(loader.boot_flash(deadline));
    EXPECT_THAT(console.sent(), ElementsAre(kCompare, "iminfo 84000000\r", kBootArgs, "bootm 85000000\r"));
}

TEST_F(MaltaUbootTest, ReportsAKernelCutInMidWrite) {
    console.answer(kCompare, kSame);
    console.answer(kBootArgs, "maltael # ");
    console.answer("bootm 84000000\r",
                   "   Verifying Checksum ... Bad Data CRC\nERROR: can't get kernel image!\nmaltael # ");
    EXPECT_EQ(loader.boot_flash(deadline), "Verifying Checksum ... Bad Data CRC");
}

TEST_F(MaltaUbootTest, ReportsAnErasedKernelAndDoesNotStartDebians) {
    console.answer(kCompare, kDifferent);
    console.answer("iminfo 84000000\r",
                   "## Checking Image at 84000000 ...\nUnknown image format!\nmaltael # ");
    EXPECT_EQ(loader.boot_flash(deadline), "Unknown image format!");
    EXPECT_THAT(console.sent(), ElementsAre(kCompare, "iminfo 84000000\r"));
}

TEST_F(MaltaUbootTest, SaysWhatItWaitedForWhenLinuxDoesNotStart) {
    console.answer(kCompare, kSame);
    console.answer(kBootArgs, "maltael # ");
    EXPECT_EQ(text_of_error([&] { static_cast<void>(loader.boot_flash(deadline)); }),
              "wait for Linux to start: not within 20 s");
}

TEST_F(MaltaUbootTest, LoadsARecoverySystemOverTftp) {
    console.answer("setenv ipaddr 192.168.1.1\r", "maltael # ");
    console.answer("setenv serverip 192.168.1.2\r", "maltael # ");
    console.answer("tftpboot 84000000 kernel.uimage\r",
                   "Loading: ####\nBytes transferred = 4896688\nmaltael # ");
    console.answer("tftpboot 86000000 recovery.cpio.gz\r", "Bytes transferred = 8495488\nmaltael # ");
    console.answer(kRecoveryArgs, "maltael # ");
    console.answer("bootm 84000000\r", "[    0.000000] Linux version 6.1.0-50-4kc-malta");
    loader.boot_recovery(recovery, deadline);
    EXPECT_EQ(console.sent().back(), "bootm 84000000\r");
}

TEST_F(MaltaUbootTest, PassesOnThatNoServerAnswers) {
    console.answer("setenv ipaddr 192.168.1.1\r", "maltael # ");
    console.answer("setenv serverip 192.168.1.2\r", "maltael # ");
    console.answer("tftpboot 84000000 kernel.uimage\r",
                   "Loading: T T T \nRetry count exceeded; starting again\n");
    EXPECT_EQ(text_of_error([&] { loader.boot_recovery(recovery, deadline); }),
              "load over TFTP kernel.uimage: U-Boot says: Retry count exceeded");
}

TEST_F(MaltaUbootTest, PassesOnThatTheServerHasNoSuchFile) {
    console.answer("setenv ipaddr 192.168.1.1\r", "maltael # ");
    console.answer("setenv serverip 192.168.1.2\r", "maltael # ");
    console.answer("tftpboot 84000000 kernel.uimage\r",
                   "Loading: *\nTFTP error: 'file kernel.uimage not found' (1)\nmaltael # ");
    EXPECT_EQ(text_of_error([&] { loader.boot_recovery(recovery, deadline); }),
              "load over TFTP kernel.uimage: U-Boot says: TFTP error: 'file kernel.uimage not found' (1)");
}

TEST_F(MaltaUbootTest, AddsKernelArgumentsItWasGiven) {
    MaltaUboot slow(console, {.stage1_size = 255, .kernel_arguments = "tether_nand.program_us=800"});
    console.answer(kCompare, kSame);
    EXPECT_EQ(text_of_error([&] { static_cast<void>(slow.boot_flash(deadline)); }),
              "wait for the end of 'setenv bootargs memsize=268435456 rd_start=0x86000000 rd_size=0xff "
              "console=ttyS0,57600 panic=1 tether_nand.program_us=800' in U-Boot: not within 20 s");
}

TEST(MaltaUbootOptions, TakeTheSizeOfStage1) {
    const base::TemporaryFolder folder;
    base::write_file(folder.path() / "stage1.cpio.gz", "1234567");
    EXPECT_EQ(MaltaUboot::Options::load(folder.path()).stage1_size, 7U);
}

}  // namespace
}  // namespace tetherlab::router
