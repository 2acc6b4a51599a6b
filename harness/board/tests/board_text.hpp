// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace tetherlab::board {

// A board file, one part a line, with some parts as `changes` say.
inline std::string board_text(const std::map<std::string, std::string>& changes = {}) {
    std::map<std::string, std::string> parts{
        {"compat-version", "'1.1'"},
        {"console", "{baud: 57600}"},
        {"flash",
         "{kernel-size: 0x400000, partitions: [{name: boot, offset: 0, size: 0x180000}, {name: firmware, "
         "offset: 0x180000, size: 0x2800000}]}"},
        {"kernel", "{load-address: 0x80001000, product: HUNTER, software: V2.0, hardware: B7}"},
        {"model", "Acme Hunter B7"},
        {"name", "acme,hunter-b7"},
        {"ports", "{lan: [lan1], wan: wan}"},
        {"target", "ramips/mt7621"},
    };
    for (const auto& [key, value] : changes) parts[key] = value;
    std::string text;
    for (const auto& [key, value] : parts) text.append(key).append(": ").append(value).append("\n");
    return text;
}

}  // namespace tetherlab::board
