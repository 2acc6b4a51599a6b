// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/router/shell.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace tetherlab::router {

// A shell with a router behind it that a test plays: it answers the commands it knows and records everything,
// in order, as "run COMMAND", "upload FILE to TARGET", "disconnect", "reconnect ADDRESS".
class FakeShell : public Shell {
public:
    std::vector<std::string> calls;

    // Answers every command and upload, as recorded, that contains `text`, the earliest given first; others
    // succeed without output.
    void answer(std::string text, base::Output output) {
        answers_.emplace_back(std::move(text), [output = std::move(output)] { return output; });
    }

    // As answer(), with what `act` returns or throws.
    void act_on(std::string text, std::function<base::Output()> act) {
        answers_.emplace_back(std::move(text), std::move(act));
    }

    // The connection ends while such a command or upload runs.
    void lose_connection_on(std::string text) {
        act_on(std::move(text), []() -> base::Output {
            throw ConnectionLost("run on the router", "a command", "the connection was lost");
        });
    }

    base::Output run(const std::string& command, const base::Deadline& deadline) override;
    void upload(const std::filesystem::path& file, const std::string& target,
                const base::Deadline& deadline) override;

    void disconnect() override { calls.emplace_back("disconnect"); }

    void reconnect(const std::string& address) override { calls.push_back("reconnect " + address); }

private:
    base::Output called(const std::string& call);

    std::vector<std::pair<std::string, std::function<base::Output()>>> answers_;
};

}  // namespace tetherlab::router
