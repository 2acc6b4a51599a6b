// SPDX-License-Identifier: Apache-2.0
// With the words of QEMU 7.2's stub; the stub itself is met in qemu_router_test.
#include "harness/power/gdb_stub.hpp"

#include "gadget/base/testing/error_of.hpp"
#include "harness/power/mips_timer.hpp"
#include "harness/power/testing/qemu_stream.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace tetherlab::power {
namespace {

using base::testing::error_of;

using namespace std::chrono_literals;
using base::Deadline;

class GdbStubTest : public testing::QemuStream {
protected:
    GdbStub stub() { return {std::move(ours_), "QEMU"}; }
};

TEST_F(GdbStubTest, ReadsTheRegistersAndConfirmsThem) {
    qemu_says("+$0000c0bf78563412#00");
    EXPECT_EQ(stub().registers(Deadline(5s)), "0000c0bf78563412");
    EXPECT_EQ(heard(), "$g#67+");
}

TEST_F(GdbStubTest, SetsRegistersFromTheFirst) {
    qemu_says("+$OK#9a");
    stub().set_registers("78563412", Deadline(5s));
    EXPECT_EQ(heard(), "$G78563412#eb+");
}

TEST_F(GdbStubTest, PassesOverWhatIsBetweenPackets) {
    qemu_says("++$00#60+$11#62");
    GdbStub both = stub();
    EXPECT_EQ(both.registers(Deadline(5s)), "00");
    EXPECT_EQ(both.registers(Deadline(5s)), "11");
}

TEST_F(GdbStubTest, SaysWhatARefusalLookedLike) {
    qemu_says("+$E22#a9+$#00");
    GdbStub both = stub();
    EXPECT_EQ(error_of([&] { both.set_registers("00", Deadline(5s)); }),
              "set the registers of QEMU: expected OK, got 'E22'");
    EXPECT_EQ(error_of([&] { both.registers(Deadline(5s)); }),
              "read the registers of QEMU: expected hexadecimal digits, got ''");
}

TEST_F(GdbStubTest, SaysThatQemuHasGone) {
    qemu_says("+$00");
    qemu_ends();
    GdbStub cut = stub();
    EXPECT_EQ(error_of([&] { cut.registers(Deadline(5s)); }), "read the registers of QEMU: Broken pipe");
}

TEST_F(GdbStubTest, SaysWhatItWaitedFor) {
    GdbStub silent = stub();
    EXPECT_EQ(error_of([&] { silent.registers(Deadline(0ms)); }),
              "wait for QEMU to answer its debugger: not within 0 s");
}

TEST_F(GdbStubTest, EndsAnAnswerWithoutEnd) {
    const std::string flood(70'000, '0');
    qemu_says("$" + flood);
    GdbStub flooded = stub();
    EXPECT_EQ(error_of([&] { flooded.registers(Deadline(5s)); }),
              "read the registers of QEMU: its answer has no end");
}

// Registers 0 to 35 and 37; 36 is Cause, here with an interrupt pending.
const std::string kBefore(36 * 8, '1');
const std::string kCause = "00800040";
const std::string kAfter(8, '2');

TEST_F(GdbStubTest, HaltsTheCounterOfAMipsMachineAndStartsItAgain) {
    qemu_says("+$" + kBefore + kCause + kAfter + "#00+$OK#9a+$OK#9a");
    GdbStub mips = stub();
    start_mips_timer(mips, Deadline(5s));
    const std::string said = heard();
    EXPECT_NE(said.find("$G" + kBefore + "00800048#"), std::string::npos) << said;
    EXPECT_NE(said.find("$G" + kBefore + "00800040#"), std::string::npos) << said;
    EXPECT_LT(said.find("00800048#"), said.find("00800040#"));
}

TEST_F(GdbStubTest, FindsNoTimerInAMachineWithFewRegisters) {
    qemu_says("+$" + kBefore + "#00");
    GdbStub few = stub();
    EXPECT_EQ(error_of([&] { start_mips_timer(few, Deadline(5s)); }),
              "start the timer of a MIPS machine: it has 288 digits of registers, expected 296 or more");
}

}  // namespace
}  // namespace tetherlab::power
