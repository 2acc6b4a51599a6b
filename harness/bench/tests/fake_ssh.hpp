// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/temporary_folder.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::bench {

// A program of the test's as ssh, first in PATH as long as this lives: it notes its words and then plays the
// machine it was to reach.
class FakeSsh {
public:
    FakeSsh();
    FakeSsh(const FakeSsh&) = delete;
    FakeSsh& operator=(const FakeSsh&) = delete;
    ~FakeSsh();

    // What it does, for a shell.
    void plays(const std::string& script) const;

    // An agent with these capabilities, as JSON has them, that is asked to quit and does.
    void plays_agent(const std::string& capabilities = R"("net","udc.detach","udc.data","udc.ep0")") const;

    const std::filesystem::path& folder() const { return folder_.path(); }

    // Of its last start, one a line.
    std::string words() const;

    // What the agent was asked after hello.
    std::string requests() const;

private:
    std::string path_;
    base::TemporaryFolder folder_;
};

}  // namespace tetherlab::bench
