// SPDX-License-Identifier: Apache-2.0
#include "harness/power/kvm_probe.hpp"

#include "gadget/base/process.hpp"

#include <unistd.h>

namespace tetherlab::power {

// QEMU sets up a virtual CPU before it serves QMP, and that is where it aborts ("failed to set MSR 0x10a",
// QEMU 7.2, kvm_buf_set_msrs).
Acceleration probe_acceleration(const base::Deadline& deadline) {
    if (::access("/dev/kvm", R_OK | W_OK) != 0) return Acceleration::kTcg;
    const base::Argv argv{"qemu-system-x86_64", "-accel", "kvm", "-cpu", "host", "-nodefaults",
                          "-display",           "none",   "-m",  "32",   "-qmp", "stdio"};
    const auto output =
        base::run(argv, deadline, {.input = R"({"execute":"qmp_capabilities"}{"execute":"quit"})"});
    return output.status.success() ? Acceleration::kKvm : Acceleration::kTcg;
}

}  // namespace tetherlab::power
