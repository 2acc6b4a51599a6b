// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/doctor/finding.hpp"
#include "harness/doctor/host.hpp"

#include <string>
#include <vector>

// What the machine that is the hotspot needs. Each function does one check.
namespace tetherlab::doctor {

// `there` is how to get a shell on it: "ssh root@hotspot-pi".
Finding check_reach(Host& gadget, const std::string& there);

// `udc`: the controller of the bench file, empty for the only one.
Finding check_udc(Host& gadget, const std::string& udc);

// Whether the controller is a device and nothing else (dr_mode of its device tree node).
Finding check_peripheral(Host& gadget, const std::string& udc);

// Whether its kernel was built with what a gadget and its LAN need.
Finding check_kernel_options(Host& gadget);

// Whether tether_shape is there and built for the kernel that runs.
Finding check_module(Host& gadget, const std::string& module);

// Whether the agent answers and is of this version.
Finding check_agent(Host& gadget, const std::string& udc, const std::string& version);

// The names of /sys/class/udc.
std::vector<std::string> udcs(Host& gadget);

}  // namespace tetherlab::doctor
