// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/path_probes.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace tetherlab::observe {
namespace {

constexpr int kPings = 3;
constexpr int kIcmpHeaders = 28;  // bytes of IPv4 and ICMP header before the payload

// Prints "address" and what ping says. busybox's ping has -W only as a build option; -w ends it in any case.
constexpr const char* kPing = R"sh(ping -c {0} -w {1} -s {2} {3} 2>&1; true)sh";

constexpr const char* kGateway = R"sh(
gateway=$(ip -4 route | sed -n 's/^default via \([0-9.]*\).*/\1/p' | head -n 1)
[ -n "$gateway" ] || exit 0
echo "$gateway"
ping -c {0} -w {1} "$gateway" 2>&1
true)sh";

// The servers that DHCP gave stand in a file of netifd's; its place changed in 19.07.
constexpr const char* kServer = R"sh(
cat /tmp/resolv.conf.d/resolv.conf.auto /tmp/resolv.conf.auto 2>/dev/null |
    sed -n 's/^nameserver \([0-9.]*\)$/\1/p' | head -n 1)sh";

constexpr const char* kDownload = R"sh(
device=$(ip -4 route | sed -n 's/^default .* dev \([^ ]*\).*/\1/p' | head -n 1)
[ -n "$device" ] || exit 0
bytes() {{ cat "/sys/class/net/$device/statistics/rx_bytes"; }}
now() {{ cut -d ' ' -f 1 /proc/uptime; }}
echo $(now) $(bytes)
wget -q -O /dev/null {0} >/dev/null 2>&1 </dev/null & job=$!
(sleep {1}; kill $job) >/dev/null 2>&1 </dev/null & watchdog=$!
wait $job
kill $watchdog 2>/dev/null
echo $(now) $(bytes))sh";

// "3 packets transmitted, 2 packets received, 33% packet loss"; iputils says "2 received".
void read_ping(const std::string& text, PingProbe& probe) {
    for (const std::string& line : base::split(text, '\n')) {
        if (line.find(" packets transmitted") == std::string::npos) continue;
        const std::vector<std::string> parts = base::split(line, ',');
        if (parts.size() < 2) return;
        const std::string_view received = base::trim(parts[1]);
        std::from_chars(line.data(), line.data() + line.size(), probe.sent);
        std::from_chars(received.data(), received.data() + received.size(), probe.answered);
    }
}

int seconds_for(const base::Deadline& deadline) {
    constexpr base::Milliseconds kMargin{2000};  // for the round trip to the router
    constexpr long kMost = 4;
    const auto left =
        std::chrono::duration_cast<std::chrono::seconds>(deadline.remaining() - kMargin).count();
    return static_cast<int>(std::clamp<long>(left, 1, kMost));
}

PingProbe ping(router::Shell& shell, const std::string& address, int payload,
               const base::Deadline& deadline) {
    PingProbe probe{address, 0, 0};
    const std::string command =
        fmt::format(fmt::runtime(kPing), kPings, seconds_for(deadline), payload, router::shell_word(address));
    read_ping(shell.run(command, deadline).out, probe);
    return probe;
}

}  // namespace

PingProbe ping_gateway(router::Shell& shell, const base::Deadline& deadline) {
    const std::string command = fmt::format(fmt::runtime(kGateway), kPings, seconds_for(deadline));
    const std::string out = shell.run(command, deadline).out;
    PingProbe probe;
    probe.address = base::split(out, '\n').front();
    read_ping(out, probe);
    return probe;
}

PathProbe ping_by_size(router::Shell& shell, const std::string& address, const base::Deadline& deadline) {
    constexpr int kSmallPayload = 56;
    return {ping(shell, address, kSmallPayload, deadline),
            ping(shell, address, kLargePacket - kIcmpHeaders, deadline)};
}

NamesProbe ask_both_servers(router::Shell& shell, const std::string& name, const base::Deadline& deadline) {
    NamesProbe probe;
    probe.at_router = dns_from_router(shell, name, deadline);
    probe.server = base::trim(shell.run(kServer, deadline).out);
    if (!probe.server.empty()) probe.at_hotspot = dns_from_router(shell, name, deadline, probe.server);
    return probe;
}

DownloadProbe download_by_router(router::Shell& shell, const std::string& url,
                                 const base::Deadline& deadline) {
    const std::string command =
        fmt::format(fmt::runtime(kDownload), router::shell_word(url), seconds_for(deadline));
    std::istringstream figures(shell.run(command, deadline).out);
    double begin = 0;
    double end = 0;
    double before = 0;
    double after = 0;
    if (!(figures >> begin >> before >> end >> after) || end <= begin) return {url, 0, "no default route"};
    const double rate = std::max(0.0, 8 * (after - before) / (end - begin));
    return {url, rate, fmt::format("{:.1f} Mbit/s", rate / 1e6)};
}

}  // namespace tetherlab::observe
