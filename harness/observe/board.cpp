// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/board.hpp"

#include "gadget/base/error.hpp"

#include <nlohmann/json.hpp>

namespace tetherlab::observe {

Board parse_board(const std::string& text) {
    try {
        const nlohmann::json board = nlohmann::json::parse(text);
        return {board.at("board_name").get<std::string>(), board.at("model").get<std::string>(),
                board.at("kernel").get<std::string>(), board.at("release").at("revision").get<std::string>()};
    } catch (const nlohmann::json::exception& error) {
        throw base::Error("read", "system board", error.what());
    }
}

}  // namespace tetherlab::observe
