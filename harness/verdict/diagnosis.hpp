// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"
#include "harness/observe/observer.hpp"

#include <string>
#include <vector>

namespace tetherlab::verdict {

// What is wrong with the router, told so that its owner can act.
struct Diagnosis {
    std::string code;                   // "missing-kmod"
    std::string sentence;               // one sentence that names the cause
    std::vector<std::string> evidence;  // the lines of the router's log or tables it rests on
    std::string advice;                 // what to do
};

// Pure. What the facts show to be wrong, from the plug to the web, the first cause first; empty when nothing
// is or when the router's facts are not known. One of
//   not-enumerated       the hotspot is not on the bus
//   wrong-configuration  a configuration without a driver, or none, where Linux takes another
//   missing-kmod         the package with the driver of the active configuration is not installed
//   kmod-not-loaded      it is, but the driver is not in the kernel
//   driver-failed        the driver is in the kernel but did not take the interface
//   renamed-interface    wan names a device that is not there; the hotspot's has another name
//   wan-elsewhere        wan uses another device than the hotspot's
//   subnet-clash         LAN and hotspot have overlapping networks
//   no-lease             the WAN got no IPv4 address
//   no-ipv6              the hotspot announces a prefix, the WAN has no address in it
std::vector<Diagnosis> diagnose(const observe::Facts& facts, const profile::Profile& hotspot);

}  // namespace tetherlab::verdict
