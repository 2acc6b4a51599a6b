// SPDX-License-Identifier: Apache-2.0
#include "harness/log/story.hpp"

#include "harness/log/drivers.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace tetherlab::log {
namespace {

Role role_of(DriverKind kind) {
    switch (kind) {
        case DriverKind::kTether:
            return Role::kTether;
        case DriverKind::kModem:
            return Role::kModem;
        case DriverKind::kAdapter:
            return Role::kAdapter;
        case DriverKind::kOther:
            return Role::kOther;
        case DriverKind::kUnknown:
            return Role::kUnknown;
    }
    return Role::kUnknown;
}

// A device whose drivers say different things: an adapter that cdc_ether takes as well is an adapter, a phone
// with a storage a phone.
Role role_of(const Attachment& attachment) {
    if (attachment.hub) return Role::kHub;
    std::vector<Role> roles;
    for (const std::string& driver : attachment.drivers) roles.push_back(role_of(kind_of_driver(driver)));
    for (const Netdev& netdev : attachment.netdevs) roles.push_back(role_of(kind_of_driver(netdev.driver)));
    for (const Role role : {Role::kAdapter, Role::kTether, Role::kModem, Role::kOther}) {
        if (std::find(roles.begin(), roles.end(), role) != roles.end()) return role;
    }
    return roles.empty() ? Role::kUnknown : Role::kOther;
}

// Of all that were on the port: one tether makes it the hotspot's.
Role role_of(const Attachments& attachments) {
    Role role = Role::kUnknown;
    bool any = false;
    for (const Attachment& attachment : attachments) {
        const Role own = role_of(attachment);
        if (own == Role::kUnknown) continue;
        role = any ? std::min(role, own) : own;
        any = true;
    }
    return role;
}

void add(Kind kind, Counts& counts) {
    switch (kind) {
        case Kind::kConnect:
            ++counts.connects;
            break;
        case Kind::kDisconnect:
            ++counts.disconnects;
            break;
        case Kind::kDescriptorFailed:
        case Kind::kConfigFailed:
        case Kind::kStringFailed:
            ++counts.descriptor_failures;
            break;
        case Kind::kSetupFailed:
            ++counts.setup_failures;
            break;
        case Kind::kEnableFailed:
            ++counts.enable_failures;
            break;
        case Kind::kAddressRefused:
            ++counts.address_failures;
            break;
        case Kind::kGaveUp:
            ++counts.give_ups;
            break;
        case Kind::kRegistered:
        case Kind::kAttachedPhone:
            ++counts.netdevs_up;
            break;
        case Kind::kBindFailed:
        case Kind::kRndisFailed:
            ++counts.bind_failures;
            break;
        case Kind::kWatchdog:
            ++counts.stalls;
            break;
        case Kind::kOverCurrent:
            ++counts.over_currents;
            break;
        default:
            break;
    }
}

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
    connects += other.connects;
    disconnects += other.disconnects;
    descriptor_failures += other.descriptor_failures;
    setup_failures += other.setup_failures;
    enable_failures += other.enable_failures;
    address_failures += other.address_failures;
    give_ups += other.give_ups;
    netdevs_up += other.netdevs_up;
    bind_failures += other.bind_failures;
    stalls += other.stalls;
    over_currents += other.over_currents;
    return *this;
}

const char* to_text(Role role) {
    switch (role) {
        case Role::kTether:
            return "tether";
        case Role::kModem:
            return "modem";
        case Role::kUnknown:
            return "unknown";
        case Role::kAdapter:
            return "adapter";
        case Role::kOther:
            return "other";
        case Role::kHub:
            return "hub";
    }
    return "unknown";
}

bool is_unidentified(const Story& story) {
    return std::all_of(story.attachments.begin(), story.attachments.end(),
                       [](const Attachment& each) { return each.end == End::kFails && !each.vendor; });
}

std::vector<Story> stories(const Log& log) {
    std::vector<Story> all;
    for (Attachments& of_port : attachments(log)) {
        const Attachment& first = of_port.front();
        all.push_back({first.session, first.port, Role::kUnknown, std::move(of_port), {}, {}});
    }
    std::map<std::pair<int, std::string>, std::vector<std::size_t>> events;
    for (std::size_t i = 0; i < log.events.size(); ++i) {
        if (!log.events[i].port.empty()) events[{log.events[i].session, log.events[i].port}].push_back(i);
    }
    for (Story& story : all) {
        story.role = role_of(story.attachments);
        story.events = std::move(events[{story.session, story.port}]);
        for (const std::size_t event : story.events) add(log.events[event].kind, story.counts);
    }
    return all;
}

}  // namespace tetherlab::log
