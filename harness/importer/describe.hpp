// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/device.hpp"

#include <string>

namespace tetherlab::importer {

// 2cb7:0001 "Fibocom Mobile Boardband", high speed, USB 2.00, packets of 64 bytes on endpoint 0
std::string device_line(const Device& device);

// configuration 1: bus powered, 500 mA, 2 interfaces: 0 e0/01/03 rndis_host [82 8 bytes 32 ms], 1 0a/00/00
// rndis_host [81 01]
// A setting other than 0 is "1.1"; "(implied)" one that no text lists; "2 endpoints" where none is listed.
// Bulk endpoints have an address only.
std::string configuration_line(const Configuration& configuration);

}  // namespace tetherlab::importer
