// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/device.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tetherlab::importer {

enum class NetworkKind {
    kRndis,
    kEcm,
    kNcm,
    kEem,
    kMbim,
    kQmi,
    kApple,   // the protocol of ipheth
    kVendor,  // another one that only a driver of its own speaks
};

// "RNDIS"
const char* to_text(NetworkKind kind);

// A network function of a configuration: which interfaces it has, and how that is known.
struct NetworkFunction {
    NetworkKind kind = NetworkKind::kRndis;
    int control = 0;          // interface number
    std::optional<int> data;  // interface number; the function's endpoints may be on the control interface
    int data_setting = 0;     // the alternate setting that has the endpoints
    std::optional<int> idle_setting;  // the one without any
    std::string evidence;             // "class e0/01/03, driver rndis_host"
    bool certain = true;  // false: it has the shape, but a driver could be expected and none is bound
};

// By class, driver and endpoints, in interface order.
std::vector<NetworkFunction> find_functions(const Device& device, const Configuration& configuration);

// Whether the device is a wired network adapter, by its identity or its driver.
bool is_network_adapter(const Device& device);

}  // namespace tetherlab::importer
