// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/doctor/finding.hpp"
#include "harness/doctor/host.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

// What any machine of a bench needs. Each function does one check.
namespace tetherlab::doctor {

using Time = std::chrono::sys_seconds;

// Of lab/bootstrap/packages.tsv: those without which tetherlab does not run.
std::vector<std::string> needed_packages(const std::string& table);

Finding check_packages(Host& host, const std::vector<std::string>& packages);

// Whether a network namespace can be made and `kind` ("veth", "bridge", "tap") in it.
Finding check_network_device(Host& host, const std::string& kind);

Finding check_disk(Host& host, const std::filesystem::path& folder);

// `not_before`: any time that has passed for sure.
Finding check_clock(Host& host, Time not_before);

// Whether two machines agree what time it is. `there` is how to get a shell on the other one.
Finding check_clocks(Host& here, Host& other, const std::string& there);

}  // namespace tetherlab::doctor
