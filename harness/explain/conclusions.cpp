// SPDX-License-Identifier: Apache-2.0
#include "harness/explain/conclusions.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/usb_class.hpp"
#include "harness/explain/evidence.hpp"
#include "harness/explain/prose.hpp"
#include "harness/importer/function.hpp"
#include "harness/log/drivers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace tetherlab::explain {
namespace {

using importer::Clue;
using importer::Conclusion;

// Causes before their consequences: a device without power cannot be addressed, one without driver has no
// interface.
constexpr std::array<std::string_view, 33> kOrder{"under-voltage",
                                                  "controller-died",
                                                  "no-resources",
                                                  "over-current",
                                                  "low-bus-power",
                                                  "power",
                                                  "brownout",
                                                  "cable",
                                                  "reconnect-loop",
                                                  "modeswitch-loop",
                                                  "hub-lost",
                                                  "drops",
                                                  "wedge",
                                                  "speed-mismatch",
                                                  "address-failure",
                                                  "descriptor-failure",
                                                  "enumeration-failed",
                                                  "configuration-refused",
                                                  "no-configuration",
                                                  "wrong-configuration",
                                                  "charge-only",
                                                  "missing-kmod",
                                                  "no-driver",
                                                  "rndis-init-failed",
                                                  "driver-failed",
                                                  "slow-link",
                                                  "subnet-clash",
                                                  "renamed-interface",
                                                  "mac-changes",
                                                  "dhcp-silent",
                                                  "dhcp-nak",
                                                  "data-stall",
                                                  "ipv6-single-64"};

class Thinker {
public:
    explicit Thinker(const importer::Import& import) : import_(import), all_(importer::conclude(import)) {}

    std::vector<Conclusion> run();

private:
    bool has(std::string_view code) const {
        return std::any_of(all_.begin(), all_.end(), [code](const Conclusion& c) { return c.code == code; });
    }

    void drop(std::string_view code) {
        std::erase_if(all_, [code](const Conclusion& c) { return c.code == code; });
    }

    void explain_power();
    void wrong_configuration();
    void waits_for_another_name();
    void single_64();
    void sort();

    const importer::Import& import_;
    std::vector<Conclusion> all_;
};

std::vector<Conclusion> Thinker::run() {
    if (has("missing-kmod")) drop("no-driver");  // says which
    explain_power();
    wrong_configuration();
    waits_for_another_name();
    single_64();
    sort();
    return std::move(all_);
}

// Brown-outs of a device that lives from the bus, or whose battery is out, are explained by that; without
// brown-outs the same is only a risk.
void Thinker::explain_power() {
    constexpr int kMost = 500;  // mA, what a USB 2 device may ask for
    Conclusion power{
        .code = "power",
        .certainty = has("brownout") ? log::Certainty::kLikely : log::Certainty::kPossible,
        .advice = "put its battery in; give it a powered hub, or a port that gives more (USB 3: 900 mA)"};
    bool no_battery = false;
    for (Conclusion& conclusion : all_) {
        if (conclusion.code != "no-battery") continue;
        no_battery = true;
        power.evidence = conclusion.evidence;
    }
    drop("no-battery");
    std::set<importer::Place> known;
    for (const Clue& clue : power.evidence) known.insert(clue.place);
    bool at_limit = false;
    for (const importer::Imported& imported : import_.devices) {
        if (imported.outcome.decision == importer::Decision::kIgnored) continue;
        for (const importer::Configuration& configuration : imported.device.configurations) {
            constexpr int kSelfPowered = 0x40;
            const bool bus =
                configuration.attributes && (configuration.attributes->value & kSelfPowered) == 0;
            const bool most = configuration.max_power_ma && configuration.max_power_ma->value >= kMost;
            if (!configuration.active || !bus || !most) continue;
            at_limit = true;
            const importer::Place place = configuration.max_power_ma->place;
            if (known.insert(place).second) power.evidence.push_back({place, line_text(import_, place)});
        }
    }
    for (const Clue& line : lines_about(import_, Topic::kNoBattery)) {
        no_battery = true;
        if (known.insert(line.place).second) power.evidence.push_back(line);
    }
    if (!no_battery && !(at_limit && has("brownout"))) return;
    power.sentence = fmt::format(
        "the hotspot lives from the port{}{}: a transmitter takes more than that in pulses, "
        "and {}",
        no_battery ? " alone, its battery being out" : "",
        at_limit ? ", and asks for all of the 500 mA that a USB 2 port gives" : "",
        has("brownout") ? "then it goes down, as the log shows" : "then it would go down");
    std::sort(power.evidence.begin(), power.evidence.end(),
              [](const Clue& a, const Clue& b) { return a.place < b.place; });
    all_.push_back(std::move(power));
}

// The active configuration has no network function and another one has.
void Thinker::wrong_configuration() {
    for (const importer::Imported& imported : import_.devices) {
        const importer::Device& device = imported.device;
        if (imported.outcome.decision == importer::Decision::kIgnored || device.configurations.size() < 2)
            continue;
        const auto active = std::find_if(device.configurations.begin(), device.configurations.end(),
                                         [](const importer::Configuration& c) { return c.active; });
        if (active == device.configurations.end() || !importer::find_functions(device, *active).empty())
            continue;
        for (const importer::Configuration& other : device.configurations) {
            if (!other.value || importer::find_functions(device, other).empty()) continue;
            all_.push_back({.code = "wrong-configuration",
                            .certainty = log::Certainty::kShown,
                            .sentence = fmt::format(
                                "{} runs configuration {}, which has no network; configuration {} has",
                                importer::identity(device), active->value ? active->value->value : 0,
                                other.value->value),
                            .evidence = {{active->place, line_text(import_, active->place)},
                                         {other.place, line_text(import_, other.place)}},
                            .advice = fmt::format(
                                "echo {0} > /sys/bus/usb/devices/{1}/bConfigurationValue; to have it at each "
                                "plug, an entry \"{2}\": {{\"*\": {{\"msg\": [], \"config\": {0}}}}} in "
                                "/etc/usb-mode.json (package usb-modeswitch)",
                                other.value->value, device.port ? device.port->value : "…",
                                importer::identity(device))});
            break;
        }
    }
}

// "option device 'usb0'" where the last driver that registered called the interface eth1.
void Thinker::waits_for_another_name() {
    if (has("renamed-interface")) return;
    const log::Netdev* last = nullptr;
    int file = 0;
    importer::Place place;
    for (const importer::ReadText& text : import_.texts) {
        for (const log::Story& story : text.account.stories) {
            for (const log::Attachment& attachment : story.attachments) {
                for (const log::Netdev& netdev : attachment.netdevs) {
                    if (story.role != log::Role::kTether) continue;
                    last = &netdev;
                    place = {file, text.account.log.events[netdev.event].line};
                }
            }
        }
        ++file;
    }
    if (last == nullptr) return;
    std::optional<Clue> setting;  // the last one counts
    for (const Clue& line : lines_about(import_, Topic::kWanDevice)) {
        if (!wan_device(line.text).empty()) setting = line;
    }
    if (!setting) return;
    const std::string wanted = wan_device(setting->text);
    if (wanted == last->name || wanted == last->now) return;
    all_.push_back(
        {.code = "renamed-interface",
         .certainty = log::Certainty::kLikely,
         .over = false,
         .sentence = fmt::format("the router's WAN is set to {}, and the driver called the interface {}",
                                 wanted, last->now),
         .evidence = {*setting, {place, line_text(import_, place)}},
         .against = {},
         .advice = fmt::format("uci set network.wan.device='{0}'; uci set network.wan6.device='{0}'; "
                               "uci commit network; /etc/init.d/network restart",
                               last->now)});
}

// A mobile network gives a hotspot one /64, and hotspots delegate nothing.
void Thinker::single_64() {
    const bool tether = std::any_of(import_.devices.begin(), import_.devices.end(), [](const auto& imported) {
        return imported.outcome.decision != importer::Decision::kIgnored;
    });
    std::vector<Clue> said =
        events_that(import_, [](const log::Event& event) { return event.kind == log::Kind::kNoPrefix; });
    const bool refused = !said.empty();
    const std::vector<Clue> words = lines_about(import_, Topic::kIpv6);
    said.insert(said.end(), words.begin(), words.end());
    if (!tether || said.empty()) return;
    all_.push_back(
        {.code = "ipv6-single-64",
         .certainty = refused ? log::Certainty::kShown : log::Certainty::kPossible,
         .sentence = "the hotspot has one /64 of IPv6 and delegates no prefix: the router gets an address, "
                     "and its LAN gets none",
         .evidence = std::move(said),
         .advice = "relay it: uci set dhcp.lan.ra='relay'; uci set dhcp.lan.dhcpv6='relay'; uci set "
                   "dhcp.lan.ndp='relay'; the same for dhcp.wan6 with master='1'"});
}

void Thinker::sort() {
    const auto rank = [](const Conclusion& conclusion) {
        return std::find(kOrder.begin(), kOrder.end(), conclusion.code) - kOrder.begin();
    };
    std::stable_sort(all_.begin(), all_.end(), [&](const Conclusion& a, const Conclusion& b) {
        if (a.over != b.over) return b.over;
        return rank(a) < rank(b);
    });
}

}  // namespace

std::vector<Conclusion> conclude(const importer::Import& import) {
    return Thinker(import).run();
}

}  // namespace tetherlab::explain
