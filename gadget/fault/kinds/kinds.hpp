// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/kind.hpp"
#include "gadget/fault/timeline.hpp"

// The faults. Each stands in the file of its name.
namespace tetherlab::fault {

// --- power and the bus ------------------------------------------------------------------------------
Kind brownout();
Kind power();
Kind slow_boot();
Kind wedge();
Kind over_current();
Kind sag();

// --- enumeration and identity -----------------------------------------------------------------------
Kind address_failure();
Kind descriptor_failure();
Kind never_enumerates();
Kind tether_off();
Kind mac();
Kind config_order();
Kind replay();

// --- control and data endpoints ---------------------------------------------------------------------
Kind control_stall();
Kind rndis_silent();
Kind data_stall();

// --- the network behind the hotspot -----------------------------------------------------------------
Kind dhcp();
Kind dns();
Kind captive();
Kind radio_loss();
Kind mtu_blackhole();
Kind ttl();
Kind shape();
Kind ra();

// What the fault `replay` plays with these values.
Playback playback(const Values& values);

}  // namespace tetherlab::fault
