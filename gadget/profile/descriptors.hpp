// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "gadget/profile/profile.hpp"

#include <cstddef>
#include <string>

// What the router must read of the gadget of a profile: everywhere as_emulated() of it, see fidelity.hpp.
namespace tetherlab::profile {

// The device descriptor, 18 bytes (USB 2.0 table 9-8), as the router must read it at high speed.
base::Bytes device_descriptor(const Profile& profile);

// Configuration `index` with its IAD, interfaces, CDC functional descriptors and endpoints, in the order and
// with the bytes of Linux f_rndis, f_ecm and f_ncm at high speed (6.1): 75 bytes for RNDIS, 88 for ECM, 94
// for NCM.
base::Bytes configuration_descriptor(const Profile& profile, std::size_t index);

// The block of /sys/kernel/debug/usb/devices from D: to the last E:, with `active` (a bConfigurationValue)
// selected and no driver bound (Driver=(none)). Lines end in \n. Format: drivers/usb/core/devices.c,
// Linux 6.1.
std::string usb_devices_block(const Profile& profile, int active);

// The configuration value that Linux picks for this device on a router whose kernel is built with rndis_host
// (usb_choose_configuration, drivers/usb/core/generic.c).
int expected_configuration(const Profile& profile);

}  // namespace tetherlab::profile
