// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/scenario_text.hpp"

#include "gadget/base/yaml.hpp"
#include "gadget/fault/catalogue.hpp"
#include "gadget/profile/descriptors.hpp"
#include "gadget/profile/fidelity.hpp"
#include "harness/importer/timeline.hpp"
#include "harness/log/drivers.hpp"
#include "harness/scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::importer {
namespace {

using profile::Profile;

constexpr std::int64_t kQuietSeconds = 30;  // a longer pause is compressed
constexpr std::int64_t kMarginSeconds =
    90;  // beyond the timeline, for the router to enumerate and the log to come

const profile::Configuration& chosen(const Profile& profile) {
    const int value = profile::expected_configuration(profile);
    return *std::find_if(profile.configurations.begin(), profile.configurations.end(),
                         [value](const profile::Configuration& each) { return each.value == value; });
}

// A title that YAML takes as it stands.
std::string plain(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '"' || c == '\\'; }, ' ');
    return text;
}

// The stand-in firmware has drivers for RNDIS and ECM.
bool standin_has_driver(profile::FunctionKind kind) {
    return kind != profile::FunctionKind::kNcm;
}

std::string router_lan(const Profile& profile) {
    return profile.lan.subnet().starts_with("192.168.8.") ? "192.168.9.1/24" : "192.168.8.1/24";
}

// usbnet names the interface by the locally administered bit of its address. The ports of the virtual router
// are lan1 and wan; where a switch has taken eth0, as in a DIR-3040, the hotspot becomes eth1.
std::string netdev(const Profile& profile) {
    const int first = std::stoi(profile.mac.host.substr(0, 2), nullptr, 16);
    return (first & 0x02) != 0 ? "usb0" : "eth0";
}

std::string head(const Profile& shown, const std::string& profile_file, const std::string& what) {
    return fmt::format(
        "# Made by tetherlab import.\n"
        "scenario: {}\n"
        "title: \"{} {}\"\n"
        "hotspot: {}\n"
        "image: standin\n"
        "steps:\n"
        "  - flash\n"
        "  - lan: {}\n"
        "  - wan: {}\n",
        shown.name, plain(shown.title), what, profile_file, router_lan(shown), netdev(shown));
}

std::string enumerated(const Profile& shown) {
    return fmt::format("      - usb: enumerated\n      - configuration: {}\n", chosen(shown).value);
}

std::string working(const Profile& shown) {
    const profile::Configuration& configuration = chosen(shown);
    const profile::ClassTriple& triple = configuration.function.control;
    const log::NetFunction* known = log::net_function(triple.base, triple.sub, triple.protocol);
    const bool driven = known != nullptr && standin_has_driver(configuration.function.kind);
    if (!driven) {
        std::string text = "      - driver: none           # the stand-in firmware has none for it\n";
        if (known != nullptr)
            text += fmt::format("      - diagnosis: missing-kmod\n        names: {}\n", known->package);
        return text;
    }
    return fmt::format(
        "      - driver: {}\n"
        "      - netdev: {}\n"
        "      - lease: {}\n"
        "        within: 40 s\n"
        "      - http: client\n"
        "        within: 60 s\n",
        known->driver, netdev(shown), shown.lan.subnet());
}

std::string plain_scenario(const Profile& shown, const std::string& profile_file) {
    return head(shown, profile_file, "as it was pasted") + "  - plug\n  - expect:\n" + enumerated(shown) +
           working(shown);
}

std::string replay_step(const Timeline& timeline) {
    const std::int64_t pause =
        std::chrono::duration_cast<std::chrono::seconds>(timeline.longest_pause).count();
    std::string with = fmt::format("timeline: \"{}\"", timeline.text);
    if (pause > 2 * kQuietSeconds)
        with += fmt::format(", compress: {}, quiet: {} s", std::clamp<std::int64_t>(pause / 15, 2, 100),
                            kQuietSeconds);
    return fmt::format("  - fault: replay\n    with: {{{}}}\n", with);
}

std::string replay_scenario(const Profile& shown, const std::string& profile_file, const Timeline& timeline) {
    const auto length = std::chrono::duration_cast<std::chrono::seconds>(timeline.length).count();
    std::string text = head(shown, profile_file, "comes and goes as the log shows");
    const std::string replayed =
        fmt::format("  - expect:\n      - replayed: replay\n        within: {} s\n", length + kMarginSeconds);
    // A router that is still setting its interface up sees a hotspot go later than it went.
    if (timeline.begins_present)
        text +=
            "  - plug\n  - expect:\n" + enumerated(shown) + working(shown) + replay_step(timeline) + replayed;
    else
        text += replay_step(timeline) + "  - plug\n" + replayed;
    if (timeline.ends_present) text += "  - expect:\n" + enumerated(shown) + working(shown);
    return text;
}

bool knows_replay() {
    const auto kinds = fault::catalogue();
    return std::any_of(kinds.begin(), kinds.end(),
                       [](const fault::Kind& kind) { return kind.name == "replay"; });
}

// Why scenario::parse() does not take it; empty when it does.
std::string trouble_with(const std::string& text) {
    try {
        scenario::parse(text, "scenario");
        return {};
    } catch (const base::ConfigError& error) {
        const std::string what = error.what();
        return what.substr(0, what.find('\n'));
    }
}

}  // namespace

ScenarioText scenario_text(const Imported& imported, const Import& import, const std::string& profile_file) {
    const Profile shown = profile::as_emulated(imported.draft->profile);
    const TimelineOrReason found = timeline_of(imported.device, import);
    if (!found.timeline) return {plain_scenario(shown, profile_file), found.reason};
    if (!knows_replay()) return {plain_scenario(shown, profile_file), "there is no fault 'replay'"};
    const std::string text = replay_scenario(shown, profile_file, *found.timeline);
    const std::string trouble = trouble_with(text);
    if (trouble.empty()) return {text, ""};
    return {plain_scenario(shown, profile_file), "it cannot be replayed: " + trouble};
}

}  // namespace tetherlab::importer
