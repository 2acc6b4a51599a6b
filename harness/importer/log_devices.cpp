// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/log_devices.hpp"

#include "harness/importer/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <utility>

namespace tetherlab::importer {
namespace {

using profile::BusSpeed;

constexpr std::size_t kMostDevices = 1024;

struct SpeedName {
    const char* name;
    BusSpeed speed;
};

constexpr SpeedName kSpeeds[] = {{"low", BusSpeed::kLow},
                                 {"full", BusSpeed::kFull},
                                 {"high", BusSpeed::kHigh},
                                 {"SuperSpeed Plus", BusSpeed::kSuperPlus},
                                 {"SuperSpeedPlus", BusSpeed::kSuperPlus},
                                 {"SuperSpeed", BusSpeed::kSuper},
                                 {"super", BusSpeed::kSuper}};

// "high-speed", "full speed", "SuperSpeed Gen 1"
std::optional<BusSpeed> speed_of(const std::string& text) {
    for (const SpeedName& each : kSpeeds) {
        if (text.starts_with(each.name)) return each.speed;
    }
    return std::nullopt;
}

// The events from the attachment's first to its last. One that was there before the log, or whose connect is
// missing, begins where the one before ends.
std::span<const std::size_t> events_of(const log::Story& story, std::size_t attachment) {
    const log::Attachment& own = story.attachments[attachment];
    const std::size_t before = attachment == 0 ? 0 : story.attachments[attachment - 1].last + 1;
    const auto first =
        std::lower_bound(story.events.begin(), story.events.end(), own.connect.value_or(before));
    return {first, std::upper_bound(first, story.events.end(), own.last)};
}

// Reads one attachment of a story.
class Reader {
public:
    Reader(const log::Account& account, int file, std::size_t story, std::size_t attachment)
        : account_(account),
          file_(file),
          story_(account.stories[story]),
          attachment_(story_.attachments[attachment]),
          events_(events_of(story_, attachment)) {
        device_.sightings.push_back(
            {file, story, attachment, attachment_.number, attachment_.end == log::End::kFails});
    }

    Device run();

private:
    Place place(std::size_t event) const { return {file_, account_.log.events[event].line}; }

    std::size_t first() const { return events_.empty() ? attachment_.last : events_.front(); }

    Place place_of(log::Kind kind) const;

    Field<std::string> said(log::Kind kind, const std::string& text) const {
        if (text.empty() || is_masked(text)) return std::nullopt;
        return Said<std::string>{text, place_of(kind)};
    }

    const log::Account& account_;
    int file_;
    const log::Story& story_;
    const log::Attachment& attachment_;
    std::span<const std::size_t> events_;
    Device device_;
};

// Of the attachment's first event of that kind.
Place Reader::place_of(log::Kind kind) const {
    const auto found = std::find_if(events_.begin(), events_.end(), [&](std::size_t index) {
        return account_.log.events[index].kind == kind;
    });
    return place(found == events_.end() ? first() : *found);
}

Device Reader::run() {
    const std::size_t first = this->first();
    device_.sources.push_back({SourceKind::kKernelLog, place(first), place(attachment_.last).line});
    device_.role = story_.role;
    device_.port = Said<std::string>{story_.port, place(first)};
    const int bus = read_number(story_.port.substr(0, story_.port.find('-')), 9999).value_or(0);
    if (bus > 0) device_.bus = Said<int>{bus, place(first)};
    if (attachment_.number > 0) device_.number = Said<int>{attachment_.number, place(first)};
    if (const auto speed = speed_of(attachment_.speed)) device_.speed = Said<BusSpeed>{*speed, place(first)};
    const Place found = place_of(log::Kind::kFound);
    if (attachment_.vendor)
        device_.vendor_id = Said<std::uint16_t>{static_cast<std::uint16_t>(*attachment_.vendor), found};
    if (attachment_.product)
        device_.product_id = Said<std::uint16_t>{static_cast<std::uint16_t>(*attachment_.product), found};
    device_.manufacturer = said(log::Kind::kManufacturer, attachment_.manufacturer);
    device_.product = said(log::Kind::kProduct, attachment_.product_name);
    device_.serial = said(log::Kind::kSerial, attachment_.serial);
    return std::move(device_);
}

bool is_anonymous(const Device& device) {
    return !device.vendor_id && !device.sightings.empty();
}

bool on_one_bus(const Device& a, const Device& b) {
    const bool other_port = a.port && b.port && a.port->value != b.port->value;
    return a.bus && b.bus && a.bus->value == b.bus->value && !other_port;
}

// Whether the log saw the listed device's number and it enumerated.
bool saw_number(const Device& logged, const Device& listed) {
    return on_one_bus(logged, listed) && listed.number &&
           std::any_of(logged.sightings.begin(), logged.sightings.end(), [&](const Sighting& each) {
               return !each.failed && each.number == listed.number->value;
           });
}

bool knows_numbers(const Device& logged) {
    return std::any_of(logged.sightings.begin(), logged.sightings.end(),
                       [](const Sighting& each) { return each.number != 0; });
}

bool is_candidate(const Device& listed) {
    constexpr std::uint16_t kLinuxFoundation = 0x1d6b;
    return listed.sightings.empty() && listed.vendor_id && listed.vendor_id->value != kLinuxFoundation;
}

void take_identity(Device& logged, const Device& listed) {
    logged.vendor_id = listed.vendor_id;
    logged.product_id = listed.product_id;
}

void join(Device& into, const Device& from) {
    into.sightings.insert(into.sightings.end(), from.sightings.begin(), from.sightings.end());
    into.sources.front().last_line = std::max(into.sources.front().last_line, from.sources.front().last_line);
    if (!into.speed) into.speed = from.speed;
    if (!into.number) into.number = from.number;
}

// The devices of one story. What stands between two lives of a known device on its port is one of it, though
// it does not say its name.
std::vector<Device> devices_of(const log::Account& account, int file, std::size_t story) {
    std::vector<Device> devices;
    std::map<std::string, std::size_t> known;  // index by identity
    std::optional<Device> nameless;            // all of them as one: a log may have very many
    const std::size_t count = account.stories[story].attachments.size();
    for (std::size_t i = 0; i < count; ++i) {
        Device device = Reader(account, file, story, i).run();
        if (!device.vendor_id) {
            if (nameless)
                join(*nameless, device);
            else
                nameless = std::move(device);
            continue;
        }
        const auto [place, added] = known.try_emplace(identity(device), devices.size());
        if (added)
            devices.push_back(std::move(device));
        else
            join(devices[place->second], device);
    }
    if (!nameless) return devices;
    if (devices.empty())
        devices.push_back(std::move(*nameless));
    else
        join(devices.front(), *nameless);
    return devices;
}

}  // namespace

std::vector<Device> log_devices(const log::Account& account, int file) {
    std::vector<Device> devices;
    for (std::size_t story = 0; story < account.stories.size(); ++story) {
        if (account.stories[story].events.empty() || devices.size() > kMostDevices) continue;
        for (Device& each : devices_of(account, file, story)) devices.push_back(std::move(each));
    }
    return devices;
}

void tie_by_number(std::vector<Device>& devices) {
    std::vector<const Device*> listed;
    for (const Device& each : devices) {
        if (is_candidate(each)) listed.push_back(&each);
    }
    for (Device& each : devices) {
        if (!is_anonymous(each)) continue;
        std::vector<const Device*> fitting;
        for (const Device* other : listed) {
            const bool fits = knows_numbers(each) ? saw_number(each, *other) : on_one_bus(each, *other);
            if (fits) fitting.push_back(other);
        }
        const bool one =
            !fitting.empty() && std::all_of(fitting.begin(), fitting.end(), [&](const Device* other) {
                return identity(*other) == identity(*fitting.front());
            });
        if (one) take_identity(each, *fitting.front());
    }
}

std::vector<std::string> log_evidence(const Device& device,
                                      const std::vector<const log::Account*>& accounts) {
    std::vector<std::string> order;
    std::map<std::string, int> counts;
    for (const Sighting& seen : device.sightings) {
        const log::Account& account = *accounts[static_cast<std::size_t>(seen.file)];
        const log::Story& story = account.stories[seen.story];
        for (const std::size_t index : events_of(story, seen.attachment)) {
            const log::Event& event = account.log.events[index];
            if (event.driver.empty()) continue;
            const bool took = event.kind == log::Kind::kRegistered;
            if (!took && event.kind != log::Kind::kBindFailed) continue;
            const std::string where = event.interface.empty() ? event.netdev : event.interface;
            const std::string text =
                fmt::format("{} {} {}", event.driver, took ? "took" : "failed at", where);
            if (counts[text]++ == 0) order.push_back(text);
        }
    }
    for (std::string& each : order) {
        const int times = counts[each];
        if (times > 1) each += fmt::format(" ({} times)", times);
    }
    return order;
}

}  // namespace tetherlab::importer
