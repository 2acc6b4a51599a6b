// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/tests/vm/router_stand_in.hpp"

#include "gadget/base/process.hpp"
#include "gadget/lan/internet.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>

namespace tetherlab::lan {
namespace {

using namespace std::chrono_literals;

// The words of the command of each dnsmasq, one a line.
const std::string kDnsmasqWords = "for pid in $(pidof dnsmasq); do tr '\\0' '\\n' </proc/$pid/cmdline; done";

std::string shell_on_host(const std::string& command) {
    return base::run_checked({"sh", "-c", command}, base::Deadline(60s));
}

}  // namespace

RouterStandIn::RouterStandIn() : space_("router", base::Deadline(10s)) {
    shell_on_host(
        "/usr/bin/ip -n hotspot link add usb0 type veth peer name eth0 netns router && "
        "/usr/bin/ip -n hotspot link set usb0 master br-lan up && "
        "/usr/bin/ip -n router link set lo up && "
        "/usr/bin/ip -n router link set eth0 gso_max_segs 1 up");
}

std::string RouterStandIn::take_lease() const {
    return space_.run({"sh", "-c", "udhcpc -i eth0 -n -q -T 10 -t 1 -s /tests/dhcp_event 2>&1"},
                      base::Deadline(30s));
}

void RouterStandIn::configure() const {
    space_.ip("addr replace 192.168.1.50/24 dev eth0\nroute replace default via 192.168.1.1\n",
              base::Deadline(10s));
}

std::string RouterStandIn::shell(const std::string& command) const {
    return space_.run({"sh", "-c", "{ " + command + "; } 2>&1 || true"}, base::Deadline(60s));
}

bool RouterStandIn::pings(const std::string& address, int payload) const {
    return shell(fmt::format("ping -c 1 -W 2 -s {} {}", payload, address)).find(" 0% packet loss") !=
           std::string::npos;
}

std::string RouterStandIn::look_up() const {
    return shell(fmt::format("nslookup -retry=1 -timeout=2 -type=a {} 192.168.1.1", kWebName));
}

std::string RouterStandIn::fetch(const std::string& path) const {
    return shell(fmt::format("printf 'GET {} HTTP/1.0\\r\\n\\r\\n' | nc -w 5 {} 80", path, kWebAddress));
}

std::string shell_in_hotspot(const std::string& command) {
    return base::run_checked({"ip", "netns", "exec", "hotspot", "sh", "-c", command}, base::Deadline(60s));
}

std::string hotspot_state() {
    return shell_in_hotspot("nft list ruleset; /usr/bin/tc qdisc show; " + kDnsmasqWords);
}

std::string leases() {
    return shell_in_hotspot("cat $(" + kDnsmasqWords + " | sed -n s/--dhcp-leasefile=//p)");
}

bool comes_true(const std::function<bool()>& condition, base::Milliseconds limit) {
    const base::Deadline deadline(limit);
    while (!condition()) {
        if (deadline.expired()) return false;
        ::usleep(20'000);
    }
    return true;
}

}  // namespace tetherlab::lan
