// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench.hpp"
#include "harness/bench/lab_network.hpp"
#include "harness/bench/run_directory.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::bench {

// A LAN host as its own network namespace: address, gateway and name server are what the router's DHCP says,
// and it resolves names only through that server.
class DhcpClient : public LanClient {
public:
    // `network` gives the namespace and must outlive it.
    DhcpClient(const LabNetwork& network, RunDirectory& run);
    ~DhcpClient() override;

    void renew(const base::Deadline& deadline) override;
    base::Output run(const base::Argv& argv, const base::Deadline& deadline) override;

private:
    std::string name_;
    std::filesystem::path host_files_;
    std::filesystem::path script_;
};

}  // namespace tetherlab::bench
