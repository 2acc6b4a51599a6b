// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/conclusion.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/address.hpp"
#include "gadget/profile/usb_class.hpp"
#include "harness/log/drivers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tetherlab::importer {
namespace {

constexpr int kSubnetLength = 24;

class Examination {
public:
    explicit Examination(const Import& import) : import_(import) {}

    std::vector<Conclusion> run();

private:
    void missing_driver(const Imported& imported, const Configuration& configuration);
    void subnet_clash();
    void no_battery(const Imported& imported);
    void from_log(const ReadText& text, int file);

    std::string line_text(Place place) const;
    std::string name(const Device& device) const;

    const Import& import_;
    std::vector<Conclusion> found_;
};

std::vector<Conclusion> Examination::run() {
    for (const Imported& each : import_.devices) {
        if (each.outcome.decision == Decision::kIgnored) continue;
        for (const Configuration& configuration : each.device.configurations)
            missing_driver(each, configuration);
        no_battery(each);
    }
    subnet_clash();
    int file = 0;
    for (const ReadText& text : import_.texts) from_log(text, file++);
    return std::move(found_);
}

std::string Examination::line_text(Place place) const {
    const std::vector<paste::Line>& lines = import_.texts[static_cast<std::size_t>(place.file)].lines;
    const auto found = std::find_if(lines.begin(), lines.end(),
                                    [place](const paste::Line& line) { return line.number == place.line; });
    return found == lines.end() ? std::string() : std::string(base::trim(found->text));
}

std::string Examination::name(const Device& device) const {
    const std::string product =
        device.product ? std::string(base::trim(device.product->value)) : std::string();
    return product.empty() ? identity(device) : fmt::format("{} ({})", product, identity(device));
}

// "; or take configuration 1 (ECM, cdc_ether in kmod-usb-net-cdc-ether) …"
std::string other_way(const Device& device, const Configuration& active) {
    for (const Configuration& other : device.configurations) {
        if (&other == &active || !other.value) continue;
        for (const NetworkFunction& function : find_functions(device, other)) {
            const Interface* control = find_interface(other, function.control, 0);
            if (control == nullptr || !control->triple) continue;
            const profile::ClassTriple& triple = control->triple->value;
            const log::NetFunction* known = log::net_function(triple.base, triple.sub, triple.protocol);
            if (known == nullptr) continue;
            return fmt::format(
                "; or take configuration {} ({}, {} in {}): echo {} > /sys/bus/usb/devices/{}"
                "/bConfigurationValue, or an entry for usbmode",
                other.value->value, known->name, known->driver, known->package, other.value->value,
                device.port ? device.port->value : "…");
        }
    }
    return {};
}

void Examination::missing_driver(const Imported& imported, const Configuration& configuration) {
    const Device& device = imported.device;
    for (const NetworkFunction& function : find_functions(device, configuration)) {
        const Interface* control = find_interface(configuration, function.control, 0);
        if (control == nullptr || !control->driver || !control->driver->value.empty() || !control->triple)
            continue;
        const profile::ClassTriple& triple = control->triple->value;
        const log::NetFunction* known = log::net_function(triple.base, triple.sub, triple.protocol);
        if (known == nullptr) continue;
        const std::string value = configuration.value ? std::to_string(configuration.value->value) : "?";
        found_.push_back({.code = "missing-kmod",
                          .certainty = function.certain ? log::Certainty::kShown : log::Certainty::kPossible,
                          .sentence = fmt::format(
                              "{}: configuration {} with {} ({}) is active and no driver has taken it: "
                              "{} is missing or not loaded",
                              name(device), value, known->name, profile::to_text(triple), known->package),
                          .evidence = {{control->place, line_text(control->place)}},
                          .advice = fmt::format("install {} ({}){}", known->package, known->driver,
                                                other_way(device, configuration))});
    }
}

void Examination::no_battery(const Imported& imported) {
    if (!imported.draft || imported.draft->profile.power.battery) return;
    const Origin& origin = imported.draft->origins.at("power.battery");
    Conclusion found{
        .code = "no-battery",
        .certainty = log::Certainty::kLikely,
        .sentence = fmt::format("{} lives from the port alone: what it takes while it sends can be more "
                                "than the port gives, and then it loses its power",
                                name(imported.device)),
        .advice = "put the battery in, or a powered hub between"};
    if (origin.place) found.evidence.push_back({*origin.place, line_text(*origin.place)});
    for (const Configuration& each : imported.device.configurations) {
        if (!each.max_power_ma || !each.active) continue;
        found.evidence.push_back({each.max_power_ma->place, line_text(each.max_power_ma->place)});
    }
    found_.push_back(std::move(found));
}

// Both sides have to be said: what a router has by default is no evidence.
void Examination::subnet_clash() {
    std::optional<std::uint32_t> hotspot;
    Conclusion found{.code = "subnet-clash", .certainty = log::Certainty::kLikely};
    std::string router;
    for (const Statement& each : import_.statements) {
        const std::optional<std::uint32_t> address = profile::ipv4_from_text(each.value);
        const bool side = each.kind == StatementKind::kHotspotSubnet || each.kind == StatementKind::kGateway;
        if (side && address && !hotspot) {
            hotspot = profile::network_of(*address, kSubnetLength);
            found.evidence.push_back({each.place, each.text});
        }
    }
    if (!hotspot) return;
    for (const Statement& each : import_.statements) {
        if (each.kind == StatementKind::kConflict) found.evidence.push_back({each.place, each.text});
        const std::optional<std::uint32_t> address = profile::ipv4_from_text(each.value);
        if (each.kind != StatementKind::kRouterLan || !address) continue;
        const bool clashes = profile::network_of(*address, kSubnetLength) == *hotspot;
        if (clashes) router = each.value;
        found.over = !clashes;
        found.evidence.push_back({each.place, each.text});
    }
    if (router.empty()) return;
    found.sentence =
        fmt::format("the router's LAN {}/{} and the hotspot's network {}/{} overlap{}", router, kSubnetLength,
                    profile::ipv4_to_text(*hotspot), kSubnetLength, found.over ? ", until it was moved" : "");
    found.advice = fmt::format("move the router's LAN out of {}/{}, to 192.168.8.1 for example",
                               profile::ipv4_to_text(*hotspot), kSubnetLength);
    std::sort(found.evidence.begin(), found.evidence.end(),
              [](const Clue& a, const Clue& b) { return a.place < b.place; });
    found.evidence.erase(std::unique(found.evidence.begin(), found.evidence.end(),
                                     [](const Clue& a, const Clue& b) { return a.place == b.place; }),
                         found.evidence.end());
    found_.push_back(std::move(found));
}

void Examination::from_log(const ReadText& text, int file) {
    const bool driver_known = std::any_of(found_.begin(), found_.end(),
                                          [](const Conclusion& each) { return each.code == "missing-kmod"; });
    for (log::Finding& each : log::findings(text.account)) {
        // The dump says the same, and which driver it is.
        if (each.code == "no-driver" && driver_known) continue;
        Conclusion found{.code = std::move(each.code),
                         .certainty = each.certainty,
                         .over = each.over,
                         .sentence = std::move(each.sentence),
                         .against = std::move(each.against),
                         .advice = std::move(each.advice)};
        for (const log::Evidence& clue : each.evidence)
            found.evidence.push_back({{file, clue.line}, clue.text});
        found_.push_back(std::move(found));
    }
}

}  // namespace

std::string missing_log(const Import& import) {
    const char* what_to_do =
        "plug it into the router, wait a minute, and add what 'dmesg' prints there ('logread' has the DHCP "
        "client's messages, too)";
    const bool seen = std::any_of(import.devices.begin(), import.devices.end(), [](const Imported& each) {
        return each.outcome.decision != Decision::kIgnored && !each.device.sightings.empty();
    });
    if (seen) return {};
    const bool of_a_host = std::any_of(import.texts.begin(), import.texts.end(), [](const ReadText& text) {
        const auto& sessions = text.account.log.sessions;
        return std::any_of(sessions.begin(), sessions.end(),
                           [](const log::Session& each) { return !each.device_side; });
    });
    if (of_a_host) return fmt::format("the kernel log shows no device that may be a hotspot: {}", what_to_do);
    return fmt::format(
        "there is no kernel log of a router to judge by, and a listing shows what a device is, not what "
        "happened to it: {}",
        what_to_do);
}

std::vector<Conclusion> conclude(const Import& import) {
    return Examination(import).run();
}

}  // namespace tetherlab::importer
