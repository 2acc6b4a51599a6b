// SPDX-License-Identifier: Apache-2.0
#include "harness/log/attachment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace tetherlab::log {
namespace {

using Key = std::pair<int, std::string>;  // session and port

class Builder {
public:
    explicit Builder(const Log& log) : log_(log) {}

    std::vector<Attachments> run();

private:
    Attachment& current(const Event& event, std::size_t index);
    void add(const Event& event, std::size_t index);
    void connect(const Event& event, std::size_t index);
    void disconnect(const Event& event, std::size_t index);
    void note_netdev(Attachment& attachment, const Event& event, std::size_t index);
    void bus_gone(const Event& event);

    const Log& log_;
    std::map<Key, Attachments> all_;
    std::map<Key, Attachments*> open_;  // those whose last one is on the port
};

bool ends_attempt(Kind kind) {
    return kind == Kind::kAddressRefused || kind == Kind::kEnableFailed || kind == Kind::kCannotEnable;
}

// Whether enumeration failed, given that the kernel tries again without having seen the device go (`again`),
// or that nothing more is said: then only what ends an attempt counts, since a read may succeed later.
bool failed(const Attachment& attachment, const Log& log, bool again) {
    if (!attachment.drivers.empty() || !attachment.netdevs.empty() || attachment.vendor) return false;
    return std::any_of(attachment.troubles.begin(), attachment.troubles.end(), [&](std::size_t i) {
        const Kind kind = log.events[i].kind;
        return again ? is_enumeration_trouble(kind) : ends_attempt(kind);
    });
}

// The one on the port; a new one for what the log does not tell the beginning of.
Attachment& Builder::current(const Event& event, std::size_t index) {
    const auto [place, added] = open_.try_emplace({event.session, event.port}, nullptr);
    if (added) {
        place->second = &all_[place->first];
        Attachment& attachment = place->second->emplace_back();
        attachment.session = event.session;
        attachment.port = event.port;
        attachment.last = index;
    }
    return place->second->back();
}

void Builder::connect(const Event& event, std::size_t index) {
    const auto before = open_.find({event.session, event.port});
    if (before != open_.end()) {
        Attachment& old = before->second->back();
        old.end = failed(old, log_, true) ? End::kFails : End::kLost;
        open_.erase(before);
    }
    Attachment& attachment = current(event, index);
    attachment.connect = index;
    attachment.number = event.number;
    attachment.speed = event.speed;
}

void Builder::disconnect(const Event& event, std::size_t index) {
    Attachment& attachment = current(event, index);
    attachment.number = event.number;
    attachment.disconnect = index;
    attachment.end = End::kLeaves;
    attachment.last = index;
    open_.erase({event.session, event.port});
}

void Builder::note_netdev(Attachment& attachment, const Event& event, std::size_t index) {
    if (event.kind == Kind::kRegistered) {
        attachment.netdevs.push_back(
            {event.interface, event.driver, event.netdev, event.netdev, event.mac, event.detail, index});
        return;
    }
    for (Netdev& netdev : attachment.netdevs) {
        if (event.kind == Kind::kRenamed && netdev.now == event.from) netdev.now = event.netdev;
    }
}

void Builder::bus_gone(const Event& event) {
    const std::string bus = fmt::format("{}-", event.number);
    for (auto place = open_.begin(); place != open_.end();) {
        const bool hit = place->first.first == event.session && place->first.second.starts_with(bus);
        if (hit) place->second->back().end = End::kLost;
        place = hit ? open_.erase(place) : std::next(place);
    }
}

void Builder::add(const Event& event, std::size_t index) {
    if (event.kind == Kind::kBusGone) return bus_gone(event);
    if (event.port.empty()) return;
    if (event.kind == Kind::kConnect) return connect(event, index);
    if (event.kind == Kind::kDisconnect) return disconnect(event, index);
    // What is said after the disconnect ("unregister …") is of the device that went.
    const bool late = event.kind == Kind::kUnregistered || event.kind == Kind::kTransfer;
    if (late && !open_.contains({event.session, event.port})) return;

    Attachment& attachment = current(event, index);
    attachment.last = index;
    if (is_trouble(event.kind)) attachment.troubles.push_back(index);
    if (!event.interface.empty() && !event.driver.empty()) {
        auto& drivers = attachment.drivers;
        if (std::find(drivers.begin(), drivers.end(), event.driver) == drivers.end()) {
            drivers.push_back(event.driver);
        }
    }
    switch (event.kind) {
        case Kind::kFound:
            attachment.vendor = event.vendor;
            attachment.product = event.product;
            break;
        case Kind::kProduct:
            attachment.product_name = event.detail;
            break;
        case Kind::kManufacturer:
            attachment.manufacturer = event.detail;
            break;
        case Kind::kSerial:
            attachment.serial = event.detail;
            break;
        case Kind::kHub:
            attachment.hub = true;
            break;
        case Kind::kStorage:
            attachment.storage = true;
            break;
        case Kind::kRegistered:
        case Kind::kRenamed:
            note_netdev(attachment, event, index);
            break;
        case Kind::kGaveUp:
            attachment.end = End::kFails;
            open_.erase({event.session, event.port});
            break;
        default:
            break;
    }
}

std::vector<Attachments> Builder::run() {
    for (std::size_t i = 0; i < log_.events.size(); ++i) {
        const Event& event = log_.events[i];
        if (!log_.sessions[static_cast<std::size_t>(event.session)].device_side) add(event, i);
    }
    for (const auto& [key, port] : open_) {
        if (failed(port->back(), log_, false)) port->back().end = End::kFails;
    }
    std::vector<Attachments> all;
    for (auto& [key, port] : all_) all.push_back(std::move(port));
    return all;
}

}  // namespace

std::vector<Attachments> attachments(const Log& log) {
    return Builder(log).run();
}

bool is_enumeration_trouble(Kind kind) {
    switch (kind) {
        case Kind::kSetupFailed:
        case Kind::kEnableFailed:
        case Kind::kAddressRefused:
        case Kind::kDescriptorFailed:
        case Kind::kConfigFailed:
        case Kind::kWrongDescriptor:
        case Kind::kDebounceFailed:
        case Kind::kCannotEnable:
        case Kind::kPowerCycle:
        case Kind::kGaveUp:
            return true;
        default:
            return false;
    }
}

bool is_trouble(Kind kind) {
    switch (kind) {
        case Kind::kStringFailed:
        case Kind::kEmi:
        case Kind::kConfigRefused:
        case Kind::kNoConfiguration:
        case Kind::kResetFailed:
        case Kind::kOverCurrent:
        case Kind::kPowerTooLow:
        case Kind::kNoResources:
        case Kind::kBindFailed:
        case Kind::kBindTrouble:
        case Kind::kRndisFailed:
        case Kind::kWatchdog:
        case Kind::kTransfer:
        case Kind::kSlow:
            return true;
        default:
            return is_enumeration_trouble(kind);
    }
}

std::string identity(const Attachment& attachment) {
    if (!attachment.vendor || !attachment.product) return {};
    return fmt::format("{:04x}:{:04x}", *attachment.vendor, *attachment.product);
}

}  // namespace tetherlab::log
