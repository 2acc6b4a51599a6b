// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/yaml.hpp"
#include "harness/board/board_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

// Any bytes are a board that has room for a root file system, or a ConfigError.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab;
    try {
        const board::Board board =
            board::parse_board(std::string(reinterpret_cast<const char*>(data), size), "fuzz.yaml");
        if (board.image.max_root_size() > board.image.firmware_size) __builtin_trap();
    } catch (const base::ConfigError&) {
    }
    return 0;
}
