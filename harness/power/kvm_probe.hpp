// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/power/qemu_args.hpp"

namespace tetherlab::power {

// kKvm when a QEMU that runs under KVM for a moment ends well. /dev/kvm alone proves nothing: nested, QEMU
// may abort with "failed to set MSR" although the device opens.
Acceleration probe_acceleration(const base::Deadline& deadline);

}  // namespace tetherlab::power
