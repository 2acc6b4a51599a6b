// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"
#include "harness/log/drivers.hpp"
#include "harness/observe/router_facts.hpp"

#include <string>

namespace tetherlab::verdict {

// What the router's facts show of one hotspot. Points into the facts.
struct Sighting {
    const observe::UsbDevice* device = nullptr;                // nothing: not on the bus
    const observe::UsbConfiguration* configuration = nullptr;  // the active one
    const observe::UsbInterface* control = nullptr;            // its first interface
    const observe::UsbNetdev* netdev = nullptr;

    // The control interface's driver, or empty without one.
    std::string driver() const;
};

Sighting find_hotspot(const observe::RouterFacts& facts, const profile::Profile& hotspot);

// The network function that a class triple stands for, or nullptr.
const log::NetFunction* net_function(const profile::ClassTriple& triple);

// "configuration 2 (RNDIS)"
std::string to_text(const observe::UsbConfiguration& configuration);

}  // namespace tetherlab::verdict
