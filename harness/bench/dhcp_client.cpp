// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/dhcp_client.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/bench/netns.hpp"

#include <fmt/format.h>

namespace tetherlab::bench {
namespace {

// How busybox udhcpc tells what it got (examples/udhcp/simple.script, 1.35): variables ip, mask, router, dns.
constexpr std::string_view kScript = R"(#!/bin/sh
set -eu
case "$1" in
deconfig)
    ip address flush dev "$interface" scope global
    : >"$resolv_conf"
    ;;
bound | renew)
    ip address flush dev "$interface" scope global
    ip address add "$ip/$mask" dev "$interface"
    for gateway in ${router:-}; do
        ip route replace default via "$gateway" dev "$interface"
        break
    done
    for server in ${dns:-}; do
        echo "nameserver $server"
    done >"$resolv_conf"
    ;;
esac
)";

// One try of udhcpc: as many packets, as many seconds apart. A router that has just restarted its network
// misses the first.
constexpr const char* kPackets = "3";
constexpr const char* kSecondsApart = "1";

constexpr int kSignalled = 128;  // base::ExitStatus: 128 + signal

}  // namespace

DhcpClient::DhcpClient(const LabNetwork& network, RunDirectory& run)
    : name_(network.client()), host_files_(netns::host_files(name_)), script_(run.path() / "udhcpc.sh") {
    run.record(PathEntry{host_files_});
    std::filesystem::create_directories(host_files_);
    base::write_file(host_files_ / "resolv.conf", "");
    // Without this a resolver of the host, reached by a unix socket, might answer (nss-resolve, mdns).
    base::write_file(host_files_ / "nsswitch.conf", "hosts: files dns\n");
    base::write_file(script_, kScript);
    std::filesystem::permissions(script_, std::filesystem::perms::owner_all);
}

DhcpClient::~DhcpClient() {
    std::error_code ignored;  // its entry stays in the ledger, and the run directory tries again and says so
    std::filesystem::remove_all(host_files_, ignored);
}

void DhcpClient::renew(const base::Deadline& deadline) {
    base::Argv udhcpc = {"busybox", "udhcpc",      "-i", "eth0",          "-f", "-q", "-n", "-t", kPackets,
                         "-T",      kSecondsApart, "-s", script_.string()};
    const base::Argv prefix = netns::prefix(name_);
    udhcpc.insert(udhcpc.begin(), prefix.begin(), prefix.end());
    const base::RunOptions options{.input = "",
                                   .env = {{"resolv_conf", (host_files_ / "resolv.conf").string()}}};
    try {
        for (;;) {
            const base::ExitStatus status = base::run(udhcpc, deadline, options).status;
            if (status.success()) return;
            if (status.code > kSignalled) throw base::Error("run", "udhcpc", "killed");
            if (deadline.expired()) break;
        }
    } catch (const base::TimeoutError&) {
        // Killed at the deadline, as it should be.
    }
    base::throw_timeout("a DHCP lease from the router", deadline);
}

base::Output DhcpClient::run(const base::Argv& argv, const base::Deadline& deadline) {
    base::Argv inside = netns::prefix(name_);
    inside.insert(inside.end(), argv.begin(), argv.end());
    return base::run(inside, deadline);
}

}  // namespace tetherlab::bench
