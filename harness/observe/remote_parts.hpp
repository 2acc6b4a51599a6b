// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/router/shell.hpp"

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

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

// What the parts of one remote command printed.
class RemoteAnswer {
public:
    explicit RemoteAnswer(std::map<std::string, PartOutput> parts) : parts_(std::move(parts)) {}

    // Throws base::Error when the part failed.
    const std::string& required(const std::string& name) const;

    // Empty when the part failed: the machine does not have it.
    std::string optional(const std::string& name) const;

    // The lines of a required part, without empty ones.
    std::vector<std::string> words(const std::string& name) const;

private:
    std::map<std::string, PartOutput> parts_;
};

// Runs all parts. Throws as split_parts() and router::Shell::run().
RemoteAnswer ask(router::Shell& shell, std::span<const RemotePart> parts, const base::Deadline& deadline);

}  // namespace tetherlab::observe
