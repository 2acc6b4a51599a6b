// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/import.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/address.hpp"
#include "harness/importer/check.hpp"
#include "harness/importer/log_devices.hpp"
#include "harness/importer/merge.hpp"
#include "harness/importer/read_devices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace tetherlab::importer {
namespace {

constexpr std::size_t kMostIgnored = 500;
constexpr int kNear = 10;  // lines between a listing and a sentence about its device

bool is_device_side(const log::Account& account) {
    return !account.log.sessions.empty() &&
           std::all_of(account.log.sessions.begin(), account.log.sessions.end(),
                       [](const log::Session& session) { return session.device_side; });
}

class Importer {
public:
    explicit Importer(std::span<const Text> texts) : texts_(texts) {}

    Import run();

private:
    void read(const Text& text, int file);
    void decide_each(std::vector<Device> devices);
    void find_modes();
    void draft_each();
    Hints hints_for(const Device& device) const;
    Field<std::string> gateway() const;
    Field<std::string> nameless_netdev() const;

    std::vector<const log::Account*> accounts() const;

    std::span<const Text> texts_;
    Import import_;
    std::vector<Device> found_;
};

Import Importer::run() {
    int file = 0;
    for (const Text& text : texts_) read(text, file++);
    tie_by_number(found_);
    decide_each(merge(std::move(found_)));
    find_modes();
    draft_each();
    return std::move(import_);
}

void Importer::read(const Text& text, int file) {
    ReadText& target = import_.texts.emplace_back();
    target.name = text.name;
    target.whole = text.whole && paste::within_limits(text.content).size() == text.content.size();
    target.lines = paste::clean(text.content);
    Reading reading = read_devices(target.lines, file);
    target.of_dump = std::move(reading.used);
    target.account = log::account(target.lines);
    target.device_side = is_device_side(target.account);
    std::move(reading.devices.begin(), reading.devices.end(), std::back_inserter(found_));
    for (Remark& each : reading.ignored) {
        if (import_.ignored.size() < kMostIgnored) import_.ignored.push_back(std::move(each));
    }
    if (const int line = target.account.log.breaks_off; line > 0)
        import_.ignored.push_back({{file, line}, "the log breaks off in the middle of this message"});
    for (Device& each : log_devices(target.account, file)) found_.push_back(std::move(each));
    std::vector<bool> used = target.of_dump;
    const std::vector<bool>& of_log = target.account.log.of_log;
    for (std::size_t i = 0; i < used.size() && i < of_log.size(); ++i) used[i] = used[i] || of_log[i];
    for (Statement& each : read_statements(target.lines, used, file))
        import_.statements.push_back(std::move(each));
}

std::vector<const log::Account*> Importer::accounts() const {
    std::vector<const log::Account*> all;
    for (const ReadText& text : import_.texts) all.push_back(&text.account);
    return all;
}

void Importer::decide_each(std::vector<Device> devices) {
    for (Device& device : devices) {
        check(device);
        Imported& imported = import_.devices.emplace_back();
        imported.outcome = decide(device);
        const std::vector<std::string> evidence = log_evidence(device, accounts());
        if (imported.outcome.decision == Decision::kRefused && !evidence.empty())
            imported.outcome.reason += "; " + base::join(evidence, ", ");
        imported.device = std::move(device);
    }
}

bool may_be_modes(const Imported& a, const Imported& b) {
    return a.outcome.decision != Decision::kIgnored && b.outcome.decision != Decision::kIgnored &&
           a.device.vendor_id && b.device.vendor_id;
}

// How it is known that two identities are of one unit; empty when nothing says so.
std::string mode_reason(const Device& a, const Device& b) {
    if (a.serial && b.serial && !a.serial->value.empty() && a.serial->value == b.serial->value &&
        a.vendor_id->value == b.vendor_id->value)
        return "the same serial number";
    for (const Sighting& x : a.sightings) {
        for (const Sighting& y : b.sightings) {
            if (x.file == y.file && x.story == y.story) return "the same port in the log";
        }
    }
    const bool bare = !a.has_descriptors() || !b.has_descriptors();
    const bool one_vendor = a.vendor_id->value == b.vendor_id->value;
    return bare && one_vendor && a.product_id && b.product_id && a.product_id->value != b.product_id->value
               ? "the same vendor, and one of them only named: likely"
               : "";
}

void Importer::find_modes() {
    constexpr std::size_t kMostCompared = 200;
    std::vector<Imported>& all = import_.devices;
    for (std::size_t i = 1; i < std::min(all.size(), kMostCompared); ++i) {
        for (std::size_t k = 0; k < i && !all[i].mode_of; ++k) {
            if (!may_be_modes(all[i], all[k])) continue;
            std::string reason = mode_reason(all[i].device, all[k].device);
            if (reason.empty()) continue;
            all[i].mode_of = k;
            all[i].mode_reason = std::move(reason);
        }
    }
}

void Importer::draft_each() {
    std::set<std::string> names;
    for (Imported& each : import_.devices) {
        if (each.outcome.decision != Decision::kProfile) continue;
        const std::string base_name = profile_name(each.device);
        std::string name = base_name;
        for (int i = 2; !names.insert(name).second; ++i) {
            const std::string ending = fmt::format("-{}", i);
            constexpr std::size_t kLongest = 40;
            name = base_name.substr(0, kLongest - ending.size()) + ending;
        }
        each.draft = to_profile(each.device, hints_for(each.device), name);
    }
}

Field<std::string> Importer::gateway() const {
    for (const Statement& each : import_.statements) {
        if (each.kind == StatementKind::kGateway) return Said<std::string>{each.value, each.place};
    }
    for (const Statement& each : import_.statements) {
        if (each.kind != StatementKind::kHotspotSubnet) continue;
        const std::optional<std::uint32_t> network = profile::ipv4_from_text(each.value);
        if (network) return Said<std::string>{profile::ipv4_to_text(*network | 1U), each.place};
    }
    return std::nullopt;
}

// What a hotspot's interface was called of which the log does not say whose it is.
Field<std::string> Importer::nameless_netdev() const {
    Field<std::string> found;
    for (const Imported& each : import_.devices) {
        if (each.device.vendor_id) continue;
        for (const Sighting& seen : each.device.sightings) {
            const log::Account& account = import_.texts[static_cast<std::size_t>(seen.file)].account;
            for (const log::Netdev& netdev :
                 account.stories[seen.story].attachments[seen.attachment].netdevs) {
                if (found && found->value != netdev.name) return std::nullopt;
                found = Said<std::string>{netdev.name, {seen.file, account.log.events[netdev.event].line}};
            }
        }
    }
    return found;
}

Hints Importer::hints_for(const Device& device) const {
    Hints hints;
    hints.gateway = gateway();
    const auto take = [&](int file, const log::Attachment& attachment) {
        for (const log::Netdev& netdev : attachment.netdevs) {
            const log::Account& account = import_.texts[static_cast<std::size_t>(file)].account;
            const Place place{file, account.log.events[netdev.event].line};
            if (!hints.netdev) hints.netdev = Said<std::string>{netdev.name, place};
            if (!hints.mac && !netdev.mac.empty()) hints.mac = Said<std::string>{netdev.mac, place};
        }
    };
    for (const Sighting& seen : device.sightings) {
        const log::Account& account = import_.texts[static_cast<std::size_t>(seen.file)].account;
        take(seen.file, account.stories[seen.story].attachments[seen.attachment]);
    }
    if (!hints.netdev) hints.netdev = nameless_netdev();
    for (const Statement& each : import_.statements) {
        if (each.kind != StatementKind::kNoBattery) continue;
        const bool near =
            std::any_of(device.sources.begin(), device.sources.end(), [&each](const Source& source) {
                return source.first.file == each.place.file && source.kind != SourceKind::kKernelLog &&
                       each.place.line >= source.first.line - kNear &&
                       each.place.line <= source.last_line + kNear;
            });
        if (near) hints.battery = Said<bool>{false, each.place};
    }
    return hints;
}

}  // namespace

std::vector<std::string> Import::names() const {
    std::vector<std::string> all;
    for (const ReadText& each : texts) all.push_back(each.name);
    return all;
}

bool Import::has_profile() const {
    return std::any_of(devices.begin(), devices.end(),
                       [](const Imported& each) { return each.draft.has_value(); });
}

std::vector<std::string> Import::refusals() const {
    std::vector<std::string> lines;
    for (std::size_t file = 0; file < texts.size(); ++file) {
        std::vector<std::string> refused;
        std::vector<std::string> others;
        for (const Imported& each : devices) {
            if (each.device.sources.front().first.file != static_cast<int>(file)) continue;
            auto& target = each.outcome.decision == Decision::kIgnored ? others : refused;
            target.push_back(fmt::format("{} ({})", designation(each.device), each.outcome.reason));
        }
        std::string why = "no device in it";
        if (!refused.empty())
            why = base::join(refused, ", ");
        else if (texts[file].device_side)
            why = "device-side log: from inside a hotspot, not from the router that it is plugged into";
        else if (!others.empty())
            why = "no tether function: " + base::join(others, ", ");
        lines.push_back(fmt::format("{}: {}", texts[file].name, why));
    }
    return lines;
}

Import import_texts(std::span<const Text> texts) {
    return Importer(texts).run();
}

}  // namespace tetherlab::importer
