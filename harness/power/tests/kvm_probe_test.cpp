// SPDX-License-Identifier: Apache-2.0
#include "harness/power/kvm_probe.hpp"

#include "gadget/base/process.hpp"

#include <gtest/gtest.h>

namespace tetherlab::power {
namespace {

using namespace std::chrono_literals;

TEST(KvmProbe, FindsAnAccelerationUnderWhichAMachineRuns) {
    const bool kvm = probe_acceleration(base::Deadline(20s)) == Acceleration::kKvm;
    EXPECT_NO_THROW(base::run_checked({"qemu-system-x86_64", "-accel", kvm ? "kvm" : "tcg", "-nodefaults",
                                       "-display", "none", "-m", "32", "-qmp", "stdio"},
                                      base::Deadline(20s), {.input = R"({"execute":"qmp_capabilities"}
                                                                        {"execute":"quit"})"}));
}

}  // namespace
}  // namespace tetherlab::power
