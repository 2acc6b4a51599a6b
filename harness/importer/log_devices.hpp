// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/device.hpp"
#include "harness/log/finding.hpp"

#include <vector>

namespace tetherlab::importer {

// The devices that a log tells of, without descriptors: one for each identity of each port, and one for a
// port whose device never says its identity. Those of logs from inside a hotspot are left out.
std::vector<Device> log_devices(const log::Account& account, int file);

// Gives a log's device without identity that of a listed one: of the one that had a number that the log knows
// on that bus, or else of the only one on that bus.
void tie_by_number(std::vector<Device>& devices);

// "rndis_host took 3-2:1.0", "cdc_mbim failed at 2-1.4:2.0 (6 times)": what became of its interfaces.
std::vector<std::string> log_evidence(const Device& device, const std::vector<const log::Account*>& accounts);

}  // namespace tetherlab::importer
