// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/kind.hpp"

#include <span>
#include <string_view>

namespace tetherlab::fault {

// Every fault there is, in the order of the documentation.
std::span<const Kind> catalogue();

// Null when there is none of that name.
const Kind* find(std::string_view name);

}  // namespace tetherlab::fault
