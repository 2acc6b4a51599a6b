// SPDX-License-Identifier: Apache-2.0
#include "harness/log/ports.hpp"

#include <map>
#include <string>

namespace tetherlab::log {
namespace {

using namespace std::chrono_literals;

constexpr Micros kEnumerates = 60s;  // a device is set up, or given up, in less

// What one session has on its ports.
struct Memory {
    std::map<std::string, std::string> by_controller;  // the port seen last, by the controller's driver
    std::map<std::string, std::string> by_netdev;
    std::string last;  // of any
    std::optional<Micros> last_at;
};

// A message of a netdev names it as it is called now.
bool speaks_of_netdev(Kind kind) {
    switch (kind) {
        case Kind::kWatchdog:
        case Kind::kLinkUp:
        case Kind::kLinkDown:
        case Kind::kUnregistered:
        case Kind::kRenamed:
        case Kind::kDhcpAsk:
        case Kind::kDhcpLease:
        case Kind::kDhcpNak:
        case Kind::kDhcpFailed:
            return true;
        default:
            return false;
    }
}

bool soon_after(const Memory& memory, const Event& event) {
    return !event.at || !memory.last_at || *event.at - *memory.last_at < kEnumerates;
}

void assign(Event& event, Memory& memory) {
    if (!event.port.empty()) return;
    if (event.kind == Kind::kSetupFailed && soon_after(memory, event)) {
        const auto port = memory.by_controller.find(event.driver);
        if (port != memory.by_controller.end()) event.port = port->second;
    }
    if (event.kind == Kind::kRegistered && soon_after(memory, event)) event.port = memory.last;
    if (!speaks_of_netdev(event.kind)) return;
    const std::string& netdev = event.kind == Kind::kRenamed ? event.from : event.netdev;
    const auto port = memory.by_netdev.find(netdev);
    if (port != memory.by_netdev.end()) event.port = port->second;
    // A DHCP client that does not say where it asks, while there is one place only.
    if (netdev.empty() && memory.by_netdev.size() == 1) event.port = memory.by_netdev.begin()->second;
}

void remember(const Event& event, Memory& memory) {
    if (event.port.empty()) return;
    switch (event.kind) {
        case Kind::kConnect:
            memory.by_controller[event.driver] = event.port;
            memory.last = event.port;
            memory.last_at = event.at;
            break;
        case Kind::kRegistered:
            memory.by_netdev[event.netdev] = event.port;
            break;
        case Kind::kRenamed:
            memory.by_netdev.erase(event.from);
            memory.by_netdev[event.netdev] = event.port;
            break;
        case Kind::kUnregistered:
            memory.by_netdev.erase(event.netdev);
            break;
        default:
            break;
    }
}

}  // namespace

void assign_ports(Log& log) {
    std::map<int, Memory> memories;  // by session
    for (Event& event : log.events) {
        Memory& memory = memories[event.session];
        assign(event, memory);
        remember(event, memory);
    }
}

}  // namespace tetherlab::log
