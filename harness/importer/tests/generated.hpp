// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"

#include <optional>
#include <string>

namespace tetherlab::importer {

// A hotspot that nobody sells: any identity and strings, one to four configurations with any of the three
// functions, as the gadget shows it. The same for the same seed.
profile::Profile generated(unsigned seed);

// The first profile in what a router printed, with what such a text does not say as in `original`: names,
// MAC, LAN and power. Nothing if there is none.
std::optional<profile::Profile> import_again(const std::string& usb_devices,
                                             const profile::Profile& original);

}  // namespace tetherlab::importer
