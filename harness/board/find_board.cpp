// SPDX-License-Identifier: Apache-2.0
#include "harness/board/find_board.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"
#include "harness/board/board_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::board {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".yaml";

// "dir-3040-a1" of "dlink,dir-3040-a1"
std::string without_vendor(const std::string& board) {
    return board.substr(board.find(',') + 1);
}

}  // namespace

fs::path Boards::file_of(const std::string& board, const fs::path& base) const {
    if (board.ends_with(kEnding)) return base / board;
    return folder_ / (fs::path(without_vendor(board)).filename().string() + std::string(kEnding));
}

std::vector<std::string> Boards::names() const {
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored))
        if (entry.path().extension() == kEnding) names.push_back(entry.path().stem());
    std::ranges::sort(names);
    return names;
}

Board Boards::find(const std::string& board, const fs::path& base) const {
    const fs::path file = file_of(board, base);
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored)) {
        if (board.ends_with(kEnding)) throw base::Error("find board", file.string(), "no such file");
        const std::vector<std::string> all = names();
        const std::string near = base::nearest(without_vendor(board), all);
        throw base::Error("find board", board,
                          fmt::format("there are {}{}", base::join(all, ", "),
                                      near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
    }
    Board found = load_board(file);
    if (board.find(',') != std::string::npos && !board.ends_with(kEnding) && found.image.name != board)
        base::YamlNode::load(file).at("name").fail(
            fmt::format("expected {}, got {}", board, found.image.name));
    return found;
}

}  // namespace tetherlab::board
