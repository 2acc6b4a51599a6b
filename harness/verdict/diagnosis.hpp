// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace tetherlab::verdict {

// What is wrong with the router, told so that its owner can act.
struct Diagnosis {
    std::string code;                   // "missing-kmod"
    std::string sentence;               // one sentence that names the cause
    std::vector<std::string> evidence;  // the lines of the router's log or tables it rests on
    std::string advice;                 // what to do
};

}  // namespace tetherlab::verdict
