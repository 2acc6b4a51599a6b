// SPDX-License-Identifier: Apache-2.0
// What concerns the router itself and not one port.
#include "harness/log/rules.hpp"

#include <algorithm>

namespace tetherlab::log {
namespace {

// The last few lines of these kinds, in sessions of a host.
std::vector<Evidence> lines(const Account& account, std::initializer_list<Kind> kinds) {
    constexpr std::size_t kShown = 6;
    std::vector<Evidence> found;
    for (const Event& event : account.log.events) {
        if (std::find(kinds.begin(), kinds.end(), event.kind) == kinds.end()) continue;
        if (account.log.sessions[static_cast<std::size_t>(event.session)].device_side) continue;
        found.push_back({event.line, event.text});
        if (found.size() > kShown) found.erase(found.begin());
    }
    return found;
}

}  // namespace

std::vector<Finding> find_host_trouble(const Account& account) {
    std::vector<Finding> found;
    if (auto voltage = lines(account, {Kind::kUnderVoltage}); !voltage.empty()) {
        found.push_back({.code = "under-voltage",
                         .certainty = Certainty::kShown,
                         .over = false,
                         .sentence =
                             "the router's own supply is too weak: its voltage sinks, and that of its USB "
                             "ports with it",
                         .evidence = std::move(voltage),
                         .against = {},
                         .advice = "use a stronger power supply and a short, thick cable for the router",
                         .port = {}});
    }
    if (auto died = lines(account, {Kind::kHostDied}); !died.empty()) {
        found.push_back(
            {.code = "controller-died",
             .certainty = Certainty::kShown,
             .over = false,
             .sentence = "the router's USB host controller stopped, and every device on it is lost",
             .evidence = std::move(died),
             .against = {},
             .advice = "reboot the router, or unbind and bind the controller's driver in "
                       "/sys/bus/platform/drivers; if it happens again, try another device or kernel",
             .port = {}});
    }
    if (auto full = lines(account, {Kind::kNoResources}); !full.empty()) {
        found.push_back({.code = "no-resources",
                         .certainty = Certainty::kShown,
                         .over = false,
                         .sentence = "the router's USB host controller has no room for another device",
                         .evidence = std::move(full),
                         .against = {},
                         .advice = "unplug another device, or set one to a mode with fewer interfaces",
                         .port = {}});
    }
    return found;
}

}  // namespace tetherlab::log
