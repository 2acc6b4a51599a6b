// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/process.hpp"
#include "harness/router/shell.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tetherlab::router {

// A Shell over the OpenSSH client: one master connection, kept open by a command on the router, and a light
// client of it for each run(). The root password is empty, as after `sysupgrade -n`. The kernel ends the
// master with the thread that made it. Not thread-safe.
class SshShell : public Shell {
public:
    struct Options {
        std::string address = "192.168.1.1";
        // Tried in turn with `address` once that has not answered for a while: link-local,
        // "fe80::5054:ff:fe30:4001%lan1", stays good when the router's WAN gets the network of its LAN and
        // answers to the lab's IPv4 address go out there. Not before, since a restart of the network, which
        // makes the bridge anew, ends link-local connections.
        std::vector<std::string> fallback_addresses = {};
        base::Milliseconds fall_back_after{30'000};
        bool network_is_up = false;  // when the first connection is made: no need to try often
        int port = 22;
        // Where the router's host key is kept: the first one is believed, and another one is refused until
        // this file is removed. Empty: keys are not checked, since every `sysupgrade -n` makes new ones.
        std::filesystem::path known_hosts = {};
        std::filesystem::path run_dir;  // for the control socket and the client's messages; at most 80 bytes
        base::Argv in_network = {};     // argv prefix that enters the lab's network: "ip netns exec NAME"
        // Called between two attempts to connect: returns when something about the router may have changed,
        // and at the latest at the deadline. What it throws ends the attempts.
        std::function<void(const base::Deadline&)> await_change;
    };

    explicit SshShell(Options options);
    ~SshShell() override;

    base::Output run(const std::string& command, const base::Deadline& deadline) override;
    void upload(const std::filesystem::path& file, const std::string& target,
                const base::Deadline& deadline) override;
    void disconnect() override;
    void reconnect(const std::string& address) override;

private:
    class Master;

    void connect(const base::Deadline& deadline);
    const std::string& address_of(std::size_t attempt) const;
    base::Output run_with(const std::string& command, std::string input, const base::Deadline& deadline);

    Options options_;
    std::unique_ptr<Master> master_;
};

}  // namespace tetherlab::router
