// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tetherlab::history {

// 34567 of "r34567-abcdef0123": OpenWrt counts its commits, so a later snapshot has a larger one. Nothing for
// other text.
std::optional<std::int64_t> revision_number(std::string_view revision);

// "r34567": as much of it as tells snapshots apart on a terminal.
std::string short_revision(const std::string& revision);

// By number; those without one come first, by their text.
bool older(std::string_view a, std::string_view b);

}  // namespace tetherlab::history
