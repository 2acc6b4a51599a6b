// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/board/board.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tetherlab::board {

// Where board files are: lab/boards of the tree.
class Boards {
public:
    explicit Boards(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // Of a board's name, "dlink,dir-3040-a1" or without the vendor, or a path ending in .yaml that is
    // relative to `base`. The file may not be there.
    std::filesystem::path file_of(const std::string& board, const std::filesystem::path& base) const;

    // "dir-3040-a1", …
    std::vector<std::string> names() const;

    // Throws base::Error when there is no such file, which lists those that there are, base::ConfigError for
    // what is wrong in it, and for a board of another vendor.
    Board find(const std::string& board, const std::filesystem::path& base) const;

private:
    std::filesystem::path folder_;
};

}  // namespace tetherlab::board
