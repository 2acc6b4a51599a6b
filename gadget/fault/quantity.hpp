// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/parameter.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tetherlab::fault {

// "20 s", "5 Mbit/s", "500 mA", "0x21", "1.5": the number in the unit it is kept in, or nothing when the text
// is not of that kind. Not for text and choice.
std::optional<double> read_quantity(Unit unit, std::string_view text);

// The shortest way to write it that read_quantity takes: "20 s", "1.5 Mbit/s".
std::string to_text(Unit unit, double number);

// What a scenario has to write, for messages and the documentation: "a time with a unit such as '20 s'".
std::string description(Unit unit);

}  // namespace tetherlab::fault
