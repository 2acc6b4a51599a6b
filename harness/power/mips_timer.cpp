// SPDX-License-Identifier: Apache-2.0
#include "harness/power/mips_timer.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>

#include <string>

namespace tetherlab::power {
namespace {

// GDB's number of Cause (mips_cpu_gdb_read_register(), target/mips/gdbstub.c) and its bit "disable counter"
// (MIPS32 Architecture for Programmers, volume III, table of the Cause register).
constexpr std::size_t kCause = 36;
constexpr std::uint8_t kDisableCounter = 1U << (27 - 24);  // in the register's last byte

constexpr std::size_t kRegisterDigits = 8;
constexpr std::size_t kLastByte = kCause * kRegisterDigits + 6;

}  // namespace

void start_mips_timer(GdbStub& stub, const base::Deadline& deadline) {
    const std::string before = stub.registers(deadline).substr(0, (kCause + 1) * kRegisterDigits);
    if (before.size() != (kCause + 1) * kRegisterDigits)
        throw base::Error("start", "the timer of a MIPS machine",
                          fmt::format("it has {} digits of registers, expected {} or more", before.size(),
                                      (kCause + 1) * kRegisterDigits));
    const auto byte = std::stoul(before.substr(kLastByte, 2), nullptr, 16);
    const std::string halted =
        before.substr(0, kLastByte) + fmt::format("{:02x}", static_cast<unsigned>(byte) | kDisableCounter);
    stub.set_registers(halted, deadline);
    stub.set_registers(before, deadline);
}

}  // namespace tetherlab::power
