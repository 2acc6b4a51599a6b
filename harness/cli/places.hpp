// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/board/find_board.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::cli {

// Where the program finds what a scenario names. Throw base::Error that lists what exists when there is no
// such file.
struct Places {
    std::filesystem::path profiles;   // NAME.yaml
    std::filesystem::path benches;    // NAME.yaml
    std::filesystem::path images;     // the virtual bench's: gadget-vm/, router/, firmware/
    std::filesystem::path root = {};  // of the source tree

    board::Boards boards() const { return board::Boards(root / "lab/boards"); }

    // A name of profiles/, or a path ending in .yaml, relative to the scenario file that names it.
    std::filesystem::path profile(const std::string& hotspot,
                                  const std::filesystem::path& scenario_file) const;

    // A name of firmware/ ("standin"), or a path ending in .bin, relative to `base`.
    std::filesystem::path image(const std::string& image, const std::filesystem::path& base) const;
};

// From TETHERLAB_ROOT and TETHERLAB_IMAGES, which the launcher sets. Throws base::Error when they are not
// set.
Places places_from_environment();

// A name of the profiles of TETHERLAB_ROOT, or a path ending in .yaml. Throws as places do.
std::filesystem::path find_profile(const std::string& profile);

// Those of TETHERLAB_ROOT. Throws as places do.
board::Boards boards_from_environment();

}  // namespace tetherlab::cli
