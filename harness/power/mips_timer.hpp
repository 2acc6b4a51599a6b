// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/power/gdb_stub.hpp"

namespace tetherlab::power {

// Lets the timer of a little-endian 32-bit MIPS machine run whose state was loaded and that stands still.
//
// QEMU 7.2 loads the registers Count and Compare, and leaves off the timer that waits until they are equal:
// CPUMIPSState has a pointer to it that target/mips/machine.c neither saves nor restores. A kernel that was
// waiting for its next tick then waits until something makes it write Compare. The timer is set, too, when
// the counter is started after a halt (Cause.DC, cpu_mips_store_cause() in target/mips/cpu.c), so the counter
// is halted and started. Nothing in the machine is different afterwards.
void start_mips_timer(GdbStub& stub, const base::Deadline& deadline);

}  // namespace tetherlab::power
