// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/lan/namespace.hpp"
#include "gadget/profile/profile.hpp"

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

namespace tetherlab::lan {

// How the server differs from what the profile says. The default: not at all.
struct ServerOptions {
    bool refuse_leases = false;  // offers addresses, and answers every request for one with NAK
    int lease_seconds = 0;       // 0: the profile's; dnsmasq makes 120 of anything shorter (option.c, 2.90)
    std::string subnet = {};     // "192.168.77.0/24": where leases are instead of in the hotspot's own
    bool refuse_names = false;   // REFUSED for every name
    bool hijack_names = false;   // the hotspot's address for every name; goes before refuse_names

    bool operator==(const ServerOptions&) const = default;
};

// The hotspot's DHCP server, DNS server and router advertisements: dnsmasq, in the background of a namespace.
// Leases live in a folder of its own, so that they outlast a restart. Thread-safe.
class Dnsmasq {
public:
    // Listens on `bridge` when it returns. `space` and `lan` outlive it; the process dies with the namespace.
    // Throws base::Error.
    Dnsmasq(const Namespace& space, const profile::Lan& lan, std::string bridge,
            const base::Deadline& deadline);

    // Restarts it with other options; nothing to do when they are the same. When that fails, it runs with the
    // former ones again if it can.
    void serve(const ServerOptions& options, const base::Deadline& deadline);

    // Restarts it without any lease.
    void forget_leases(const base::Deadline& deadline);

private:
    void start(const ServerOptions& options, const base::Deadline& deadline);
    void stop(const base::Deadline& deadline);

    const Namespace& space_;
    const profile::Lan& lan_;
    std::string bridge_;
    base::TemporaryFolder folder_;
    std::mutex mutex_;
    std::optional<ServerOptions> running_;
};

// The command that starts it. It returns when dnsmasq listens, or fails with the reason on standard error.
// dnsmasq keeps its process id and its leases in `folder`.
base::Argv dnsmasq_command(const profile::Lan& lan, const std::string& bridge,
                           const std::filesystem::path& folder, const ServerOptions& options = {});

// The hotspot's own address in the announced /64, "2001:db8:53::1"; empty for an IPv4-only hotspot.
std::optional<std::string> gateway6(const profile::Lan& lan);

}  // namespace tetherlab::lan
