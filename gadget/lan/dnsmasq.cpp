// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/dnsmasq.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/lan/end_process.hpp"
#include "gadget/lan/internet.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <charconv>
#include <chrono>
#include <utility>

namespace tetherlab::lan {
namespace {

constexpr const char* kPidFile = "pid";
constexpr const char* kLeaseFile = "leases";
constexpr base::Milliseconds kFallbackTime{5000};

// "2001:db8:53::" of "2001:db8:53::/64"
std::optional<std::string> network6(const profile::Lan& lan) {
    if (!lan.ipv6_prefix) return std::nullopt;
    return lan.ipv6_prefix->substr(0, lan.ipv6_prefix->find('/'));
}

std::int64_t lease_seconds(const profile::Lan& lan, const ServerOptions& options) {
    if (options.lease_seconds != 0) return options.lease_seconds;
    return std::chrono::duration_cast<std::chrono::seconds>(lan.lease).count();
}

// Leases in a subnet where the hotspot has no address, and where nobody is at the gateway's. dnsmasq takes a
// range for a bridge with another subnet only when it is told that they share a network.
void add_wrong_range(base::Argv& command, const std::string& bridge, const std::string& subnet,
                     std::int64_t lease) {
    const std::string network = subnet.substr(0, subnet.rfind('.') + 1);
    command.push_back(fmt::format("--dhcp-range={0}100,{0}199,255.255.255.0,{1}s", network, lease));
    command.push_back(fmt::format("--shared-network={},{}1", bridge, network));
    command.push_back(fmt::format("--dhcp-option=option:router,{}1", network));
    command.push_back(fmt::format("--dhcp-option=option:dns-server,{}1", network));
}

void add_leases(base::Argv& command, const profile::Lan& lan, const std::string& bridge,
                const std::filesystem::path& folder, const ServerOptions& options) {
    const std::int64_t lease = lease_seconds(lan, options);
    if (options.subnet.empty())
        command.push_back(fmt::format("--dhcp-range={},{},{}s", lan.dhcp_first, lan.dhcp_last, lease));
    else
        add_wrong_range(command, bridge, options.subnet, lease);
    if (options.refuse_leases) command.emplace_back("--dhcp-lease-max=0");
    // The leases of a server that refuses them, or has them in another subnet, are no business of the real
    // one.
    if (options.refuse_leases || !options.subnet.empty())
        command.emplace_back("--leasefile-ro");
    else
        command.push_back(fmt::format("--dhcp-leasefile={}", (folder / kLeaseFile).string()));
}

// Without an upstream server dnsmasq refuses what it has not been told. What it has been told has a TTL of 0,
// so that no lie outlives its fault in a cache.
void add_names(base::Argv& command, const profile::Lan& lan, const ServerOptions& options) {
    if (options.hijack_names) {
        command.push_back("--address=/#/" + lan.gateway);
        if (const auto gateway = gateway6(lan)) command.push_back("--address=/#/" + *gateway);
    } else if (!options.refuse_names) {
        command.push_back(fmt::format("--host-record={},{},{}", kWebName, kWebAddress, kWebAddress6));
    }
}

}  // namespace

base::Argv dnsmasq_command(const profile::Lan& lan, const std::string& bridge,
                           const std::filesystem::path& folder, const ServerOptions& options) {
    base::Argv command{
        "dnsmasq",
        "--conf-file=/dev/null",
        "--user=dnsmasq",  // made by the package dnsmasq-base
        fmt::format("--pid-file={}", (folder / kPidFile).string()),
        "--interface=" + bridge,
        "--bind-dynamic",
        "--no-hosts",
        "--no-resolv",
        "--no-ping",  // an offer at once instead of after 3 s
        "--dhcp-authoritative",
    };
    add_leases(command, lan, bridge, folder, options);
    add_names(command, lan, options);
    if (const auto network = network6(lan)) {
        command.emplace_back("--enable-ra");
        // Every 22 to 30 s, for a router that does not ask again after one was lost. dnsmasq's own interval
        // is 10 minutes.
        command.push_back(fmt::format("--ra-param={},30,1800", bridge));
        command.push_back(
            fmt::format("--dhcp-range={},ra-only,64,{}s", *network, lease_seconds(lan, ServerOptions{})));
    }
    return command;
}

std::optional<std::string> gateway6(const profile::Lan& lan) {
    const auto network = network6(lan);
    return network ? std::optional(*network + "1") : std::nullopt;
}

Dnsmasq::Dnsmasq(const Namespace& space, const profile::Lan& lan, std::string bridge,
                 const base::Deadline& deadline)
    : space_(space), lan_(lan), bridge_(std::move(bridge)) {
    start({}, deadline);
}

void Dnsmasq::start(const ServerOptions& options, const base::Deadline& deadline) {
    space_.run(dnsmasq_command(lan_, bridge_, folder_.path(), options), deadline);
    running_ = options;
}

// SIGTERM, on which dnsmasq finishes the request it is at: its leases are complete then.
void Dnsmasq::stop(const base::Deadline& deadline) {
    if (!running_) return;
    const std::filesystem::path file = folder_.path() / kPidFile;
    const std::string text = base::read_file(file);
    pid_t pid = 0;
    std::from_chars(text.data(), text.data() + text.size(), pid);
    if (pid > 0) end_process(pid, SIGTERM, deadline);
    running_.reset();
}

void Dnsmasq::serve(const ServerOptions& options, const base::Deadline& deadline) {
    const std::lock_guard lock(mutex_);
    if (running_ == options) return;
    const ServerOptions before = running_.value_or(ServerOptions{});
    stop(deadline);
    try {
        start(options, deadline);
    } catch (const base::Error&) {
        start(before, base::Deadline(kFallbackTime));
        throw;
    }
}

void Dnsmasq::forget_leases(const base::Deadline& deadline) {
    const std::lock_guard lock(mutex_);
    const ServerOptions options = running_.value_or(ServerOptions{});
    stop(deadline);
    std::filesystem::remove(folder_.path() / kLeaseFile);
    start(options, deadline);
}

}  // namespace tetherlab::lan
