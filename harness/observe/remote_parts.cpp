// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/remote_parts.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <optional>

namespace tetherlab::observe {
namespace {

// The output of a part stands between "@begin NAME" and "@end STATUS".
constexpr std::string_view kBegin = "@begin ";
constexpr std::string_view kEnd = "@end ";

}  // namespace

std::string join_parts(std::span<const RemotePart> parts) {
    std::string command;
    for (const RemotePart& part : parts) {
        command += fmt::format("echo '{}{}'\n(\n{}\n) 2>/dev/null\nprintf '\\n{}%s\\n' $?\n", kBegin,
                               part.name, part.script, kEnd);
    }
    return command;
}

std::map<std::string, PartOutput> split_parts(const std::string& output, std::span<const RemotePart> parts) {
    std::map<std::string, PartOutput> found;
    std::optional<std::string> name;
    PartOutput part;
    for (const std::string& line : base::split(output, '\n')) {
        if (line.starts_with(kBegin)) {
            name = line.substr(kBegin.size());
            part = {};
        } else if (name && line.starts_with(kEnd)) {
            part.status = std::atoi(line.c_str() + kEnd.size());
            if (!part.out.empty()) part.out.pop_back();  // the line break that makes "@end" start a line
            found[*name] = part;
            name.reset();
        } else if (name) {
            part.out += line + "\n";
        }
    }
    for (const RemotePart& wanted : parts) {
        if (!found.contains(wanted.name))
            throw base::Error("ask the router for", wanted.name, "the answer is cut off");
    }
    return found;
}

const std::string& RemoteAnswer::required(const std::string& name) const {
    const PartOutput& part = parts_.at(name);
    if (part.status != 0) {
        throw base::Error("ask the router for", name, fmt::format("exit status {}", part.status));
    }
    return part.out;
}

std::string RemoteAnswer::optional(const std::string& name) const {
    const PartOutput& part = parts_.at(name);
    return part.status == 0 ? part.out : std::string();
}

std::vector<std::string> RemoteAnswer::words(const std::string& name) const {
    std::vector<std::string> words = base::split(required(name), '\n');
    std::erase(words, "");
    return words;
}

RemoteAnswer ask(router::Shell& shell, std::span<const RemotePart> parts, const base::Deadline& deadline) {
    return RemoteAnswer(split_parts(shell.run(join_parts(parts), deadline).out, parts));
}

}  // namespace tetherlab::observe
