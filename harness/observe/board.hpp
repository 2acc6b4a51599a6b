// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tetherlab::observe {

// What `ubus call system board` says (procd, system.c).
struct Board {
    std::string name;      // "dlink,dir-3040-a1"
    std::string model;     // "D-Link DIR-3040 A1"
    std::string kernel;    // "6.1.0-50-4kc-malta"
    std::string revision;  // "r34567-abcdef0123"
};

// Throws base::Error for what is not such a JSON object.
Board parse_board(const std::string& text);

}  // namespace tetherlab::observe
