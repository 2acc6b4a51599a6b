// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "harness/board/board_keys.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include <nlohmann/json.hpp>

namespace tetherlab::board {
namespace {

BoardKeys keys_of_schema() {
    const auto schema =
        nlohmann::json::parse(base::read_file(TETHERLAB_SOURCE_DIR "/lab/boards/board.schema.json"));
    BoardKeys keys;
    for (const auto& [name, map] : schema.at("$defs").items()) {
        for (const auto& [key, ignored] : map.at("properties").items()) keys[name].push_back(key);
    }
    return keys;
}

BoardKeys sorted_keys_of_parser() {
    BoardKeys keys = board_keys();
    for (auto& [name, list] : keys) std::ranges::sort(list);
    return keys;
}

TEST(BoardSchema, HasTheKeysOfTheParser) {
    EXPECT_EQ(keys_of_schema(), sorted_keys_of_parser());
}

}  // namespace
}  // namespace tetherlab::board
