// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/router/shell.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace tetherlab::observe {

// A router's shell that is this host's /bin/sh with some commands replaced by shell functions, so that a test
// runs the remote command as it is.
class LocalShell : public router::Shell {
public:
    explicit LocalShell(std::string functions) : functions_(std::move(functions)) {}

    base::Output run(const std::string& command, const base::Deadline& deadline) override {
        return base::run({"sh", "-c", functions_ + "\n" + command}, deadline);
    }

    void upload(const std::filesystem::path&, const std::string&, const base::Deadline&) override {
        refuse();
    }

    void disconnect() override { refuse(); }

    void reconnect(const std::string&) override { refuse(); }

private:
    [[noreturn]] static void refuse() { throw std::logic_error("observe only runs commands"); }

    std::string functions_;
};

// A router that has gone.
class DeadShell : public router::Shell {
public:
    base::Output run(const std::string&, const base::Deadline&) override {
        throw router::ConnectionLost("run a command on", "192.168.1.1", "the connection was lost");
    }

    void upload(const std::filesystem::path&, const std::string&, const base::Deadline&) override {}

    void disconnect() override {}

    void reconnect(const std::string&) override {}
};

}  // namespace tetherlab::observe
