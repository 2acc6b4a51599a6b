// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/yaml.hpp"
#include "harness/router/uci.hpp"

// Values that board files and bench files both have. Each throws base::ConfigError for another one.
namespace tetherlab::board {

// "192.168.1.1/24"
router::Ipv4Interface read_address(const base::YamlNode& node);

// One of console::kBauds.
int read_baud(const base::YamlNode& node);

}  // namespace tetherlab::board
