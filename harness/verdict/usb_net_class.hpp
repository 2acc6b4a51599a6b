// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"

// Which Linux driver takes a USB network function, and which OpenWrt package has it.
namespace tetherlab::verdict {

struct UsbNetClass {
    const char* name;  // "RNDIS"
    const char* driver;
    const char* package;
};

// By the control interface's class; nullptr for one that no generic driver takes.
const UsbNetClass* usb_net_class(const profile::ClassTriple& triple);

}  // namespace tetherlab::verdict
