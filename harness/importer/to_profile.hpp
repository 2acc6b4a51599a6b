// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"
#include "harness/importer/device.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tetherlab::importer {

// Why a profile has the value that it has.
struct Origin {
    std::optional<Place> place;  // of the line that says it
    std::string assumed;         // where no line says it: why this value
};

// What other texts than dumps say of a device.
struct Hints {
    Field<std::string> mac;      // of the host's network interface, "02:…"
    Field<std::string> netdev;   // its first name: "usb0"
    Field<std::string> gateway;  // "192.168.1.1"
    Field<bool> battery;
};

struct Draft {
    profile::Profile profile;
    // By field as the file has it: "usb.vendor", "configurations.0.notify.packet", "lan.gateway".
    std::map<std::string, Origin> origins;
    std::vector<Remark> warnings;  // what of it may be wrong
};

// The profile of a device for which decide() says kProfile. What no text says is assumed, and the origin says
// why. A configuration without a function that can be emulated becomes one of other_configurations. `name` is
// the profile's.
Draft to_profile(const Device& device, const Hints& hints, const std::string& name);

// A profile's name for the device: "m7310", "usb-05c6-9057".
std::string profile_name(const Device& device);

}  // namespace tetherlab::importer
