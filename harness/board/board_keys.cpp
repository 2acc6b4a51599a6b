// SPDX-License-Identifier: Apache-2.0
#include "harness/board/board_keys.hpp"

namespace tetherlab::board {

const BoardKeys& board_keys() {
    static const BoardKeys kKeys{
        {"board",
         {"name", "model", "target", "compat-version", "kernel", "flash", "console", "ports", "recovery"}},
        {"kernel", {"load-address", "product", "software", "hardware"}},
        {"flash", {"kernel-size", "partitions"}},
        {"partition", {"name", "offset", "size"}},
        {"console", {"baud"}},
        {"ports", {"lan", "wan", "usb"}},
        {"recovery", {"tftp", "web"}},
        {"tftp", {"address", "dialogue", "failures"}},
        {"step", {"wait", "type"}},
        {"web", {"address", "field"}},
    };
    return kKeys;
}

const std::vector<std::string>& keys_of(std::string_view map) {
    return board_keys().find(map)->second;
}

}  // namespace tetherlab::board
