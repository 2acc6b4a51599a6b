// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/conclusion.hpp"
#include "harness/importer/import.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// What people write around their logs, read for a few words only.
namespace tetherlab::explain {

enum class Topic {
    kNoBattery,
    kPowerBlamed,
    kPowerCleared,  // "can supply enough"
    kCable,
    kPort,
    kDriver,
    kModules,     // names kernel modules or packages of them
    kRecognised,  // "the modules are loaded", "it is recognised"
    kTethering,   // has to be switched on
    kSubnet,
    kFirmware,
    kController,
    kModeSwitch,
    kDhcp,
    kIpv6,
    kMtu,
    kTtl,
    kWanDevice,  // sets the device of the router's WAN
};

// Lines of prose that speak of it, in order, at most a few. Lines of logs and listings are none, nor are
// quoted ones that stand in the text unquoted, too.
std::vector<importer::Clue> lines_about(const importer::Import& import, Topic topic);

// "usb0" of "option device 'usb0'", "eth1" of "network.wan.device=eth1"; empty for what names none. "eth0"
// counts only where the line speaks of the WAN: a router has others.
std::string wan_device(const std::string& line);

// Names of USB network modules and their packages that a line mentions, as drivers: "cdc_mbim".
std::vector<std::string> named_modules(std::string_view line);

}  // namespace tetherlab::explain
