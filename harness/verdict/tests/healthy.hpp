// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"
#include "harness/observe/observer.hpp"

namespace tetherlab::verdict {

// The D53 of gadget/profiles.
profile::Profile d53();

// A router at 192.168.8.1/24 whose WAN is up through that D53, and a client that reaches the web.
observe::Facts healthy();

// The same router without kmod-usb-net-rndis: what the thread of the captures shows.
observe::Facts without_rndis_kmod();

}  // namespace tetherlab::verdict
