// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"

#include <functional>
#include <string>
#include <vector>

// What the tests in the gadget VM see of the machine they run on. dummy_hcd makes it its own USB host.
namespace tetherlab::agent {

// Reads a profile that is in the VM, "quanta-d53".
std::string profile_text(const std::string& name);

// Everything of ours there is: gadgets, namespaces, dnsmasq processes, gadget netdevs. Empty on a clean
// machine.
std::vector<std::string> traces();

// The block of /sys/kernel/debug/usb/devices of the device that is plugged in, from D: to the last E:.
std::string seen_device();

// Lines of the kernel log that tell of a bug in the kernel.
std::vector<std::string> kernel_complaints();

// Looks every 10 ms until `true_now` is, as sysfs has no event for it. Throws base::TimeoutError after 20 s.
void wait_until(const std::string& what, const std::function<bool()>& true_now);

// A shell command line on the host. Returns its output; throws base::Error unless it succeeds.
std::string shell(const std::string& command);

}  // namespace tetherlab::agent
