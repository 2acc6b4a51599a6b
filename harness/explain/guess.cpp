// SPDX-License-Identifier: Apache-2.0
#include "harness/explain/guess.hpp"

#include "gadget/base/text.hpp"
#include "harness/explain/evidence.hpp"
#include "harness/explain/prose.hpp"
#include "harness/log/drivers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace tetherlab::explain {
namespace {

using importer::Clue;
using importer::Conclusion;

constexpr std::size_t kShown = 3;  // lines of evidence

std::vector<Clue> first_of(std::vector<Clue> clues) {
    if (clues.size() > kShown) clues.resize(kShown);
    return clues;
}

// Judges what is suspected, one topic each.
class Skeptic {
public:
    Skeptic(const importer::Import& import, const std::vector<Conclusion>& conclusions)
        : import_(import), conclusions_(conclusions) {}

    std::vector<Guess> run();

private:
    const Conclusion* find(std::initializer_list<std::string_view> codes) const;
    void add(Topic topic, std::string what, Support support, std::string why, std::vector<Clue> evidence);
    void by_conclusion(Topic topic, std::string what, std::initializer_list<std::string_view> codes,
                       const std::string& otherwise, Support without = Support::kOpen);

    std::vector<Clue> enumerations() const;
    std::vector<Clue> registrations() const;
    std::vector<Clue> network_interfaces() const;
    std::set<std::string> needed_drivers() const;

    void power();
    void modules();
    void recognised();
    void tethering();
    void subnet();
    void controller();
    void mode_switch();

    const importer::Import& import_;
    const std::vector<Conclusion>& conclusions_;
    std::vector<Guess> found_;
};

const Conclusion* Skeptic::find(std::initializer_list<std::string_view> codes) const {
    for (const std::string_view code : codes) {
        const auto found = std::find_if(conclusions_.begin(), conclusions_.end(),
                                        [code](const Conclusion& c) { return c.code == code; });
        if (found != conclusions_.end()) return &*found;
    }
    return nullptr;
}

void Skeptic::add(Topic topic, std::string what, Support support, std::string why,
                  std::vector<Clue> evidence) {
    std::vector<Clue> said = lines_about(import_, topic);
    if (said.empty()) return;
    found_.push_back(
        {std::move(what), support, std::move(why), first_of(std::move(said)), first_of(std::move(evidence))});
}

void Skeptic::by_conclusion(Topic topic, std::string what, std::initializer_list<std::string_view> codes,
                            const std::string& otherwise, Support without) {
    if (const Conclusion* conclusion = find(codes)) {
        add(topic, std::move(what), Support::kSupported, conclusion->sentence, conclusion->evidence);
    } else {
        add(topic, std::move(what), without, otherwise, {});
    }
}

// Lines of the log by which a device was seen on the bus.
std::vector<Clue> Skeptic::enumerations() const {
    return events_that(import_, [](const log::Event& event) { return event.kind == log::Kind::kConnect; });
}

std::vector<Clue> Skeptic::registrations() const {
    return events_that(import_, [](const log::Event& event) {
        return event.kind == log::Kind::kRegistered &&
               log::kind_of_driver(event.driver) == log::DriverKind::kTether;
    });
}

// Lines of the listings with the control interfaces of network functions.
std::vector<Clue> Skeptic::network_interfaces() const {
    std::vector<Clue> lines;
    for (const importer::Interface* control : control_interfaces(import_)) {
        if (control->place.line != 0) lines.push_back({control->place, line_text(import_, control->place)});
    }
    return lines;
}

std::set<std::string> Skeptic::needed_drivers() const {
    std::set<std::string> drivers;
    for (const importer::Interface* control : control_interfaces(import_)) {
        if (!control->triple) continue;
        const profile::ClassTriple& triple = control->triple->value;
        if (const auto* known = log::net_function(triple.base, triple.sub, triple.protocol))
            drivers.insert(known->driver);
    }
    if (drivers.contains("rndis_host") || drivers.contains("cdc_mbim") || drivers.contains("cdc_ncm")) {
        drivers.insert("cdc_ether");  // their packages depend on it
    }
    return drivers;
}

void Skeptic::power() {
    by_conclusion(Topic::kPowerBlamed, "it gets too little power",
                  {"power", "brownout", "over-current", "low-bus-power", "under-voltage"},
                  "the log shows no loss of power: no disconnect that nobody caused");
    if (const Conclusion* conclusion = find({"brownout", "power", "over-current", "under-voltage"})) {
        add(Topic::kPowerCleared, "its power is good enough", Support::kAgainst,
            "the log shows what a loss of power looks like: " + conclusion->sentence, conclusion->evidence);
    } else {
        add(Topic::kPowerCleared, "its power is good enough", Support::kOpen,
            "the log shows no loss of power, which proves nothing about load", {});
    }
}

void Skeptic::modules() {
    const std::set<std::string> needed = needed_drivers();
    if (needed.empty()) return;
    std::set<std::string> useless;
    for (const Clue& line : lines_about(import_, Topic::kModules)) {
        for (const std::string& driver : named_modules(line.text)) {
            if (!needed.contains(driver)) useless.insert(driver);
        }
    }
    if (useless.empty()) return;
    std::vector<std::string> names(useless.begin(), useless.end());
    const std::vector<std::string> enough(needed.begin(), needed.end());
    std::vector<Clue> evidence = registrations();
    const bool shown = !evidence.empty();
    std::vector<Clue> interfaces = network_interfaces();
    evidence.insert(evidence.end(), interfaces.begin(), interfaces.end());
    add(Topic::kModules, fmt::format("it needs {}, too", base::join(names, ", ")), Support::kAgainst,
        fmt::format("its network interfaces are for {} only{}", base::join(enough, " and "),
                    shown ? ", and with that driver the log has an interface registered" : ""),
        std::move(evidence));
}

void Skeptic::recognised() {
    const std::vector<Clue> registered = registrations();
    if (!registered.empty() && find({"missing-kmod", "no-driver"}) == nullptr) {
        add(Topic::kRecognised, "the router has recognised it", Support::kSupported,
            "a driver has registered a network interface", registered);
        return;
    }
    if (const Conclusion* conclusion =
            find({"missing-kmod", "no-driver", "driver-failed", "rndis-init-failed"})) {
        add(Topic::kRecognised, "the router has recognised it, its modules are loaded", Support::kAgainst,
            "it is on the bus, and no driver has taken it: " + conclusion->sentence, conclusion->evidence);
    }
}

void Skeptic::tethering() {
    if (const Conclusion* conclusion = find({"charge-only"})) {
        add(Topic::kTethering, "tethering is not switched on", Support::kSupported, conclusion->sentence,
            conclusion->evidence);
        return;
    }
    std::vector<Clue> network = network_interfaces();
    if (network.empty()) network = registrations();
    if (network.empty()) {
        add(Topic::kTethering, "tethering is not switched on", Support::kOpen,
            "nothing in the text shows the interfaces of the device", {});
        return;
    }
    add(Topic::kTethering, "tethering is not switched on", Support::kAgainst,
        "the device shows a network interface, which it has only while it tethers", std::move(network));
}

void Skeptic::subnet() {
    if (const Conclusion* conclusion = find({"subnet-clash"})) {
        add(Topic::kSubnet, "router and hotspot share a subnet", Support::kSupported, conclusion->sentence,
            conclusion->evidence);
        return;
    }
    add(Topic::kSubnet, "router and hotspot share a subnet", Support::kOpen,
        "the text does not say both addresses; a kernel log has none", {});
}

void Skeptic::controller() {
    std::vector<Clue> failures =
        events_that(import_, [](const log::Event& event) { return event.kind == log::Kind::kSetupFailed; });
    if (find({"controller-died"}) != nullptr || failures.empty() || find({"brownout"}) == nullptr) {
        by_conclusion(Topic::kController, "the router's USB controller is at fault", {"controller-died"},
                      "the log has no message of a controller that stopped");
        return;
    }
    add(Topic::kController, "the router's USB controller is at fault", Support::kAgainst,
        "its errors come only while a device that has just left the bus is set up again, and the next "
        "attempt works",
        std::move(failures));
}

void Skeptic::mode_switch() {
    if (const Conclusion* conclusion = find({"modeswitch-loop", "charge-only"})) {
        add(Topic::kModeSwitch, "it has to be switched into another mode", Support::kSupported,
            conclusion->sentence, conclusion->evidence);
        return;
    }
    std::vector<Clue> network = network_interfaces();
    add(Topic::kModeSwitch, "it has to be switched into another mode",
        network.empty() ? Support::kOpen : Support::kAgainst,
        network.empty() ? "the text does not show which interfaces it has"
                        : "it shows a network interface as it is; another configuration can be chosen by "
                          "bConfigurationValue",
        network);
}

std::vector<Guess> Skeptic::run() {
    power();
    by_conclusion(
        Topic::kCable, "the cable is bad", {"cable", "slow-link"},
        "the log has no sign of a bad contact: no broken answer (-71), no port that did not come up, no "
        "fall-back to full speed",
        enumerations().empty() ? Support::kOpen : Support::kAgainst);
    by_conclusion(Topic::kPort, "the USB port is broken", {"controller-died", "over-current", "cable"},
                  "devices are enumerated on it",
                  enumerations().empty() ? Support::kOpen : Support::kAgainst);
    by_conclusion(Topic::kDriver, "a driver is missing", {"missing-kmod", "no-driver"},
                  registrations().empty() ? "the text does not show which drivers there are"
                                          : "a driver has registered a network interface",
                  registrations().empty() ? Support::kOpen : Support::kAgainst);
    modules();
    recognised();
    tethering();
    subnet();
    controller();
    mode_switch();
    by_conclusion(Topic::kDhcp, "DHCP does not work", {"dhcp-silent", "dhcp-nak"},
                  "the text has no message of a DHCP client");
    by_conclusion(Topic::kIpv6, "IPv6 matters", {"ipv6-single-64"}, "the text has no message about IPv6");
    add(Topic::kMtu, "the MTU is too large", Support::kOpen,
        "a kernel log does not show that; try small pings", {});
    add(Topic::kTtl, "the operator looks at the TTL", Support::kOpen,
        "a kernel log does not show that; compare the speed of the router with that of a client", {});
    add(Topic::kFirmware, "another firmware version would help", Support::kOpen,
        "the text has logs of no two versions that behave differently", {});
    return std::move(found_);
}

}  // namespace

const char* to_text(Support support) {
    switch (support) {
        case Support::kSupported:
            return "supported";
        case Support::kAgainst:
            return "not supported";
        case Support::kOpen:
            return "open";
    }
    return "unknown";
}

std::vector<Guess> find_guesses(const importer::Import& import, const std::vector<Conclusion>& conclusions) {
    return Skeptic(import, conclusions).run();
}

}  // namespace tetherlab::explain
