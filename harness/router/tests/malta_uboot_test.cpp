// SPDX-License-Identifier: Apache-2.0
#include "harness/router/malta_uboot.hpp"

#include "gadget/base/error.hpp"
#include "harness/console/testing/scripted_console.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::router {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr auto kCompare = "cmp.b 84000018 85000018 4\r";
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
    MaltaUboot loader{console, {.boot_args = "rd_size=7", .recovery_args = "panic=1"}};
    RecoverySystem recovery{"recovery.uimage", "192.168.1.2", "192.168.1.1"};
};

TEST_F(MaltaUbootTest, WaitsForItsPrompt) {
    EXPECT_FALSE(loader.await_prompt(deadline));
    console.print("U-Boot 2023.01\nmaltael # ");
    EXPECT_TRUE(loader.await_prompt(deadline));
}

TEST_F(MaltaUbootTest, VerifiesAndStartsAKernelOfMaltasOwnInOneGo) {
    console.answer(kCompare, kSame);
    console.answer("setenv bootargs rd_size=7\r", "maltael # ");
    console.answer("bootm 84000000\r",
                   "   Verifying Checksum ... OK\n[    0.000000] Linux version 6.1.0-50-4kc-malta");
    EXPECT_FALSE(loader.boot_flash(deadline));
}

TEST_F(MaltaUbootTest, StartsDebiansKernelInPlaceOfAnotherAfterVerifyingIt) {
    console.answer(kCompare, kDifferent);
    console.answer("iminfo 84000000\r", "   Verifying Checksum ... OK\nmaltael # ");
    console.answer("setenv bootargs rd_size=7\r", "maltael # ");
    console.answer("bootm 85000000\r", "[    0.000000] Linux version 6.1.0-50-4kc-malta");
    EXPECT_FALSE(loader.boot_flash(deadline));
    EXPECT_THAT(console.sent(), ElementsAre(kCompare, "iminfo 84000000\r", "setenv bootargs rd_size=7\r",
                                            "bootm 85000000\r"));
}

TEST_F(MaltaUbootTest, ReportsAKernelCutInMidWrite) {
    console.answer(kCompare, kSame);
    console.answer("setenv bootargs rd_size=7\r", "maltael # ");
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
    console.answer("setenv bootargs rd_size=7\r", "maltael # ");
    EXPECT_EQ(text_of_error([&] { static_cast<void>(loader.boot_flash(deadline)); }),
              "wait for Linux to start: not within 20 s");
}

TEST_F(MaltaUbootTest, LoadsARecoverySystemOverTftp) {
    console.answer("setenv ipaddr 192.168.1.1\r", "maltael # ");
    console.answer("setenv serverip 192.168.1.2\r", "maltael # ");
    console.answer("tftpboot 84000000 recovery.uimage\r",
                   "Loading: ####\nBytes transferred = 12345 (3039 hex)\nmaltael # ");
    console.answer("setenv bootargs panic=1\r", "maltael # ");
    console.answer("bootm 84000000\r", "[    0.000000] Linux version 6.1.0-50-4kc-malta");
    loader.boot_recovery(recovery, deadline);
    EXPECT_EQ(console.sent().back(), "bootm 84000000\r");
}

TEST_F(MaltaUbootTest, PassesOnWhyATransferFailed) {
    console.answer("setenv ipaddr 192.168.1.1\r", "maltael # ");
    console.answer("setenv serverip 192.168.1.2\r", "maltael # ");
    console.answer("tftpboot 84000000 recovery.uimage\r",
                   "Loading: T T T \nRetry count exceeded; starting again\n");
    EXPECT_EQ(text_of_error([&] { loader.boot_recovery(recovery, deadline); }),
              "load over TFTP recovery.uimage: U-Boot says: Retry count exceeded");
}

}  // namespace
}  // namespace tetherlab::router
