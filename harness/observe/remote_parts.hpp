// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>

// Many small commands as one remote command, and its output taken apart again: a round trip to the router
// costs more than everything it is asked.
namespace tetherlab::observe {

struct RemotePart {
    const char* name;    // "kernel-log"
    const char* script;  // for /bin/sh; its lines of output never start with '@'
};

struct PartOutput {
    int status = 0;  // exit status
    std::string out;
};

// The command that runs `parts` in turn, each in a subshell.
std::string join_parts(std::span<const RemotePart> parts);

// What each part printed, by name. Throws base::Error unless every part is there to its end.
std::map<std::string, PartOutput> split_parts(const std::string& output, std::span<const RemotePart> parts);

}  // namespace tetherlab::observe
