// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::board {

// Which keys each map of a board file may have; board.schema.json has a definition of the same name for each.
using BoardKeys = std::map<std::string, std::vector<std::string>, std::less<>>;

const BoardKeys& board_keys();

const std::vector<std::string>& keys_of(std::string_view map);

}  // namespace tetherlab::board
