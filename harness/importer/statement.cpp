// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/statement.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/address.hpp"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <optional>

namespace tetherlab::importer {
namespace {

constexpr std::size_t kLongestLine = 2000;  // bytes; nobody says such things in longer ones
constexpr std::size_t kMostStatements = 200;

std::string lower(std::string_view text) {
    std::string result(text.substr(0, kLongestLine));
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool is_private(std::uint32_t address) {
    const bool ten = address >> 24 == 10;
    const bool twelve = address >> 20 == 0xac1;
    const bool sixteen = address >> 16 == 0xc0a8;
    return ten || twelve || sixteen;
}

// An address or network in a text, and what stands around it.
struct Address {
    std::string text;  // "192.168.1.1", "192.168.1.0"
    std::size_t at = 0;
    bool network = false;  // "192.168.1.x", "192.168.1.0/24"
};

bool is_part(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.';
}

// The private addresses of a line in order.
std::vector<Address> addresses_in(std::string_view text) {
    std::vector<Address> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (std::isdigit(static_cast<unsigned char>(text[at])) == 0 || (at > 0 && is_part(text[at - 1])))
            continue;
        std::size_t end = at;
        while (end < text.size() && is_part(text[end])) ++end;
        std::string digits(text.substr(at, end - at));
        const bool wild =
            digits.ends_with('.') && end < text.size() && (text[end] == 'x' || text[end] == '*');
        if (wild) digits += "0";
        while (digits.ends_with('.')) digits.pop_back();
        const std::optional<std::uint32_t> value = profile::ipv4_from_text(digits);
        if (!value || !is_private(*value)) continue;
        const bool slash = text.substr(end, 3) == "/24" && (*value & 0xff) == 0;
        found.push_back({digits, at, wild || slash});
    }
    return found;
}

bool says_no_battery(const std::string& text) {
    return text.find("batter") != std::string::npos &&
           has_any(text,
                   {"battery removed", "batteries removed", "battery is removed", "remove the battery",
                    "removed the battery", "without battery", "without a battery", "without its battery",
                    "without the battery", "no battery", "battery out", "battery is dead", "dead battery",
                    "battery taken out", "battery pulled", "batteryless"});
}

// A network that a line says to be the hotspot's, and not to be chosen.
std::optional<std::string> hotspot_subnet(const std::string& text, const std::vector<Address>& addresses) {
    const bool says =
        has_any(text, {"forced", "locked", "fixed", "unconfigurable", "cannot be changed", "can't be changed",
                       "hardcoded", "hard-coded", "always uses", "hands out"}) &&
        has_any(text, {"lan side", "lan ", "subnet", "hotspot", "dhcp", "modem"});
    if (!says) return std::nullopt;
    const auto found =
        std::find_if(addresses.begin(), addresses.end(), [](const Address& a) { return a.network; });
    return found == addresses.end() ? std::nullopt : std::optional(found->text);
}

// The router's own address, from a command or a file that sets it.
std::optional<std::string> router_lan(const std::string& text, const std::vector<Address>& addresses) {
    if (addresses.empty()) return std::nullopt;
    const bool sed = text.find("sed ") != std::string::npos && text.find("network") != std::string::npos;
    if (sed || has_any(text, {"network.lan.ipaddr", "option ipaddr", "list ipaddr"}))
        return addresses.back().text;
    return std::nullopt;
}

std::optional<std::string> gateway(const std::string& text, const std::vector<Address>& addresses) {
    const bool route =
        text.find("default via ") != std::string::npos &&
        has_any(text, {"dev usb", "dev wwan", "dev wwx", "dev enx", "dev eth", "dev enp", "dev wwp"});
    return route && !addresses.empty() ? std::optional(addresses.front().text) : std::nullopt;
}

bool says_conflict(const std::string& text) {
    return has_any(text, {"ip conflict", "address conflict", "subnet conflict", "will conflict",
                          "same subnet", "conflict between router lan"});
}

}  // namespace

std::vector<Statement> read_statements(std::span<const paste::Line> lines, const std::vector<bool>& used,
                                       int file) {
    std::vector<Statement> found;
    for (std::size_t i = 0; i < lines.size() && found.size() < kMostStatements; ++i) {
        if (used[i] || lines[i].text.size() > kLongestLine) continue;
        const std::string text = lower(base::trim(lines[i].text));
        if (text.empty()) continue;
        const std::vector<Address> addresses = addresses_in(text);
        const Place place{file, lines[i].number};
        const auto add = [&](StatementKind kind, const std::string& value) {
            found.push_back({kind, place, value, std::string(base::trim(lines[i].text))});
        };
        if (says_no_battery(text)) add(StatementKind::kNoBattery, "");
        if (const auto value = hotspot_subnet(text, addresses)) add(StatementKind::kHotspotSubnet, *value);
        if (const auto value = router_lan(text, addresses)) add(StatementKind::kRouterLan, *value);
        if (const auto value = gateway(text, addresses)) add(StatementKind::kGateway, *value);
        if (says_conflict(text))
            add(StatementKind::kConflict, addresses.empty() ? "" : addresses.back().text);
    }
    return found;
}

}  // namespace tetherlab::importer
