// SPDX-License-Identifier: Apache-2.0
#include "harness/router/testing/fake_shell.hpp"

namespace tetherlab::router {

base::Output FakeShell::run(const std::string& command, const base::Deadline&) {
    return called("run " + command);
}

void FakeShell::upload(const std::filesystem::path& file, const std::string& target, const base::Deadline&) {
    called("upload " + file.filename().string() + " to " + target);
}

base::Output FakeShell::called(const std::string& call) {
    calls.push_back(call);
    for (const auto& [text, act] : answers_)
        if (call.find(text) != std::string::npos) return act();
    return {};
}

}  // namespace tetherlab::router
