// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/kind.hpp"

#include <span>
#include <string>

namespace tetherlab::cli {

// For a terminal: name, capability and summary of each, then its parameters with preset and range.
std::string fault_list(std::span<const fault::Kind> kinds);

// docs/faults.md.
std::string fault_page(std::span<const fault::Kind> kinds);

}  // namespace tetherlab::cli
