// SPDX-License-Identifier: Apache-2.0
#include "harness/router/testing/fake_shell.hpp"

namespace tetherlab::router {

base::Output FakeShell::run(const std::string& command, const base::Deadline&) {
    calls.push_back("run " + command);
    for (const auto& [text, act] : answers_)
        if (command.find(text) != std::string::npos) return act();
    return {};
}

void FakeShell::upload(const std::filesystem::path& file, const std::string& target, const base::Deadline&) {
    calls.push_back("upload " + file.filename().string() + " to " + target);
}

}  // namespace tetherlab::router
