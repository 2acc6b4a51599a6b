// SPDX-License-Identifier: Apache-2.0
#include "harness/explain/prose.hpp"

#include "gadget/base/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <set>

namespace tetherlab::explain {
namespace {

using importer::Clue;

constexpr std::size_t kMostLines = 4;
constexpr std::size_t kLongest = 1500;  // bytes; a paragraph without line ends

std::string lower(std::string_view text) {
    std::string result(text.substr(0, kLongest));
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

bool any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool about_power(std::string_view text) {
    return any(text, {"power", "battery", "500 ma", "500ma", "milliamp", "0.5a", "brownout", "brown-out",
                      "voltage"}) &&
           !any(text, {"power cycl", "power-cycl", "powered on", "power up", "power button", "powerful",
                       "powerline"});
}

bool denies(std::string_view text) {
    return any(text, {"don't think", "dont think", "do not think", "doubt", "no problem", "any problem",
                      "plenty", "adequate", "enough", "not the power", "isn't the power", "is not power"});
}

bool speaks_of(Topic topic, std::string_view text) {
    switch (topic) {
        case Topic::kNoBattery:
            return any(text, {"batter"}) &&
                   any(text, {"removed", "without", "taken out", "no battery", "dead", "pulled", "missing"});
        case Topic::kPowerBlamed:
            return about_power(text) && !denies(text) &&
                   any(text, {"exceed", "crash", "not enough", "too little", "insufficient", "reset",
                              "disconnect", "weak", "underpowered", "powered hub", "draw", "pulse"});
        case Topic::kPowerCleared:
            return about_power(text) && denies(text);
        case Topic::kCable:
            return any(text, {"cable"}) &&
                   any(text, {"bad", "try ", "another", "different", "fault", "broken", "loose"});
        case Topic::kPort:
            return any(text, {"usb port", "usb socket"}) &&
                   any(text, {"bad", "broken", "fault", "dead", "defect"});
        case Topic::kDriver:
            return any(text, {"driver", "kmod"}) &&
                   any(text, {"missing", "not installed", "install", "need", "lack", "without"});
        case Topic::kModules:
            return named_modules(text).size() > 0;
        case Topic::kRecognised:
            return any(text, {"recogni", "auto-load", "autoload", "detected", "initializes properly",
                              "modules are"}) &&
                   any(text, {"module", "hotspot", "phone", "modem", "device", "router", "usb"});
        case Topic::kTethering:
            return any(text, {"tether"}) && any(text, {"enable", "turned on", "switched on", "turn on",
                                                       "switch on", "activate", "turned off"});
        case Topic::kSubnet:
            return any(text, {"conflict", "same subnet", "overlap", "clash"}) ||
                   (any(text, {"192.168."}) && any(text, {"use ", "change", "sed "}));
        case Topic::kFirmware:
            return any(text, {"snapshot", "stable", "older version", "earlier version", "downgrade",
                              "regression", "newer kernel", "older kernel"}) &&
                   !any(text, {"http://", "https://", "regression: "});
        case Topic::kController:
            return any(text, {"xhci", "host controller", "mt7621 usb", "completion code"}) &&
                   !any(text, {"new high-speed", "new full-speed", "new super"});
        case Topic::kModeSwitch:
            return any(text, {"modeswitch", "mode switch", "usbmode", "mode-switch"});
        case Topic::kDhcp:
            return any(text, {"dhcp"});
        case Topic::kIpv6:
            return (any(text, {"ipv6", "wan6"}) || (any(text, {"/64"}) && any(text, {"prefix", "global"}))) &&
                   !any(text, {"_ipv6", "ipv6_", "ipv6 crc", "addrconf", "fe80::", "inet6 "});
        case Topic::kMtu:
            return any(text, {"mtu", "mss"}) && !any(text, {"emtu", "mtu:", "multicast"});
        case Topic::kTtl:
            return any(text, {"ttl"}) &&
                   !any(text, {"little", "settl", "bottl", "battl", "cattl", "kettl", "throttl"});
        case Topic::kWanDevice:
            return any(text, {"option device", "option ifname", "network.wan.device", "network.wan.ifname",
                              "interfaces pointed to", "wan interface to"});
    }
    return false;
}

bool is_name_char(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

}  // namespace

std::vector<Clue> lines_about(const importer::Import& import, Topic topic) {
    std::vector<Clue> found;
    std::set<std::string> known;
    int file = 0;
    for (const importer::ReadText& text : import.texts) {
        for (std::size_t i = 0; i < text.lines.size() && found.size() < kMostLines; ++i) {
            const bool data = (i < text.of_dump.size() && text.of_dump[i]) ||
                              (i < text.account.log.of_log.size() && text.account.log.of_log[i]);
            if (data) continue;
            const std::string_view line = base::trim(text.lines[i].text);
            if (line.empty() || !speaks_of(topic, lower(line)) || !known.insert(std::string(line)).second) {
                continue;
            }
            found.push_back({{file, text.lines[i].number}, std::string(line.substr(0, kLongest))});
        }
        ++file;
    }
    return found;
}

std::string wan_device(const std::string& line) {
    const std::string text = lower(line);
    for (const std::string_view start : {"usb", "wwan", "eth"}) {
        if (start == "eth" && text.find("wan") == std::string::npos) continue;
        for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at + 1)) {
            if (at > 0 && is_name_char(text[at - 1])) continue;
            std::size_t end = at + start.size();
            const std::size_t digits = end;
            while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
            if (end > digits && (end == text.size() || !is_name_char(text[end])))
                return text.substr(at, end - at);
        }
    }
    return {};
}

std::vector<std::string> named_modules(std::string_view line) {
    struct Name {
        std::string_view text;
        const char* driver;
    };

    constexpr std::array kNames{
        Name{"asix", "asix"},           Name{"cdc-mbim", "cdc_mbim"},         Name{"cdc-ncm", "cdc_ncm"},
        Name{"qmi-wwan", "qmi_wwan"},   Name{"cdc-acm", "cdc_acm"},           Name{"usb-acm", "cdc_acm"},
        Name{"cdc-ether", "cdc_ether"}, Name{"rndis", "rndis_host"},          Name{"ipheth", "ipheth"},
        Name{"cdc-eem", "cdc_eem"},     Name{"huawei-cdc", "huawei_cdc_ncm"}, Name{"usb-ohci", "ohci_hcd"},
        Name{"ohci-hcd", "ohci_hcd"},   Name{"usb-ehci", "ehci_hcd"},         Name{"ehci-hcd", "ehci_hcd"},
        Name{"usb-wdm", "cdc_wdm"},     Name{"cdc-wdm", "cdc_wdm"},           Name{"usb-serial", "usbserial"},
    };
    std::string text = lower(line);
    std::replace(text.begin(), text.end(), '_', '-');
    std::vector<std::string> found;
    for (const Name& name : kNames) {
        const std::size_t at = text.find(name.text);
        if (at == std::string::npos) continue;
        if (std::find(found.begin(), found.end(), name.driver) == found.end())
            found.emplace_back(name.driver);
    }
    return found;
}

}  // namespace tetherlab::explain
