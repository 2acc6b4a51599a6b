// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"
#include "gadget/profile/address.hpp"
#include "gadget/profile/field.hpp"
#include "gadget/profile/profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <set>

namespace tetherlab::profile {
namespace {

using base::YamlNode;

constexpr std::size_t kConfigurations = 8;       // USB_MAXCONFIG (drivers/usb/core/config.c, 6.1)
constexpr std::int64_t kHighSpeedBulk = 512;     // bytes, USB 2.0 section 5.8.3: the only size at high speed
constexpr std::int64_t kLongestInterval = 4096;  // ms: bInterval 16 at high speed, USB 2.0 table 9-13

Endpoint read_bulk(const YamlNode& node, Direction direction) {
    node.allow_keys({"address", "packet"});
    return {read_address(node.at("address"), direction), TransferType::kBulk,
            static_cast<std::uint16_t>(node.at("packet").integer(kHighSpeedBulk, kHighSpeedBulk)),
            base::Milliseconds::zero()};
}

Endpoint read_interrupt(const YamlNode& node) {
    node.allow_keys({"address", "packet", "interval"});
    const YamlNode interval = node.at("interval");
    const auto milliseconds = static_cast<std::uint64_t>(interval.duration().count());
    if (!std::has_single_bit(milliseconds) || milliseconds > kLongestInterval) {
        expected(interval, "a power of two from 1 ms to 4096 ms");
    }
    return {read_address(node.at("address"), Direction::kIn), TransferType::kInterrupt,
            static_cast<std::uint16_t>(node.at("packet").integer(1, 1024)), interval.duration()};
}

Configuration read_configuration(const YamlNode& node) {
    static const std::vector<std::string> kFunctions{"rndis", "ecm"};
    static constexpr FunctionKind kKinds[] = {FunctionKind::kRndis, FunctionKind::kEcm};
    node.allow_keys(
        {"value", "attributes", "max-power", "function", "class", "notify", "data-in", "data-out"});
    Configuration configuration;
    configuration.value = static_cast<std::uint8_t>(node.at("value").integer(1, 255));
    configuration.attributes = read_attributes(node.at("attributes"));
    configuration.max_power_ma = read_power(node.at("max-power"));
    configuration.function = {kKinds[node.at("function").one_of(kFunctions)], read_class(node.at("class")),
                              read_interrupt(node.at("notify")),
                              read_bulk(node.at("data-in"), Direction::kIn),
                              read_bulk(node.at("data-out"), Direction::kOut)};
    const Function& function = configuration.function;
    if (function.notify.address == function.data_in.address) {
        node.at("data-in").at("address").fail(
            fmt::format("endpoint {:#04x} is the notify endpoint already", function.data_in.address));
    }
    return configuration;
}

std::vector<Configuration> read_configurations(const YamlNode& node) {
    const std::vector<YamlNode> items = node.items();
    if (items.empty() || items.size() > kConfigurations) {
        node.fail(fmt::format("expected 1 to {} configurations, got {}", kConfigurations, items.size()));
    }
    std::vector<Configuration> configurations;
    std::set<std::uint8_t> values;
    for (const YamlNode& item : items) {
        configurations.push_back(read_configuration(item));
        const std::uint8_t value = configurations.back().value;
        if (!values.insert(value).second) {
            item.at("value").fail(fmt::format("value {} belongs to an earlier configuration", value));
        }
    }
    return configurations;
}

void read_usb(const YamlNode& node, Profile& profile) {
    node.allow_keys({"version", "vendor", "product", "release", "manufacturer", "product-name", "serial"});
    profile.bcd_usb = read_usb_version(node.at("version"));
    profile.vendor_id = static_cast<std::uint16_t>(node.at("vendor").integer(0, 0xffff));
    profile.product_id = static_cast<std::uint16_t>(node.at("product").integer(0, 0xffff));
    profile.bcd_device = read_release(node.at("release"));
    profile.strings = {read_text(node.at("manufacturer")), read_text(node.at("product-name")),
                       read_text(node.at("serial"))};
}

Mac read_macs(const YamlNode& node) {
    node.allow_keys({"host", "device"});
    const Mac mac{read_mac(node.at("host")), read_mac(node.at("device"))};
    if (mac.host == mac.device) node.at("device").fail("the two ends need different addresses");
    return mac;
}

// "192.168.1.1/24", a host address and not that of the network or its broadcast.
void read_gateway(const YamlNode& node, Lan& lan) {
    const std::vector<std::string> parts = base::split(node.text(), '/');
    const auto address = parts.size() == 2 ? ipv4_from_text(parts[0]) : std::nullopt;
    int length = 0;
    if (address) std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), length);
    const bool spelt = address && std::to_string(length) == parts[1] && length >= 8 && length <= 30;
    const std::uint32_t host = spelt ? *address - network_of(*address, length) : 0;
    if (!spelt || host == 0 || host == (0xffffffffU >> length)) {
        expected(node, "a host's address with a prefix of 8 to 30 bits such as 192.168.1.1/24");
    }
    lan.gateway = parts[0];
    lan.prefix_length = length;
}

std::string read_dhcp_address(const YamlNode& node, const Lan& lan) {
    const std::uint32_t gateway = *ipv4_from_text(lan.gateway);
    if (network_of(read_ipv4(node), lan.prefix_length) != network_of(gateway, lan.prefix_length)) {
        expected(node, fmt::format("an address in {}", lan.subnet()));
    }
    return node.text();
}

Lan read_lan(const YamlNode& node) {
    node.allow_keys({"gateway", "dhcp", "ipv6-prefix"});
    Lan lan;
    read_gateway(node.at("gateway"), lan);
    const YamlNode dhcp = node.at("dhcp");
    dhcp.allow_keys({"first", "last", "lease"});
    lan.dhcp_first = read_dhcp_address(dhcp.at("first"), lan);
    lan.dhcp_last = read_dhcp_address(dhcp.at("last"), lan);
    if (read_ipv4(dhcp.at("last")) < read_ipv4(dhcp.at("first"))) {
        expected(dhcp.at("last"), fmt::format("an address from {} on", lan.dhcp_first));
    }
    lan.lease = dhcp.at("lease").duration();
    // dnsmasq(8), --dhcp-range: the shortest lease is two minutes, in whole seconds.
    if (lan.lease < base::Milliseconds(120'000) || lan.lease.count() % 1000 != 0) {
        expected(dhcp.at("lease"), "at least 2 min, in whole seconds");
    }
    if (const std::optional<YamlNode> prefix = node.find("ipv6-prefix")) {
        if (!is_ipv6_slash_64(prefix->text())) expected(*prefix, "an IPv6 prefix such as 2001:db8:53::/64");
        lan.ipv6_prefix = prefix->text();
    }
    return lan;
}

Power read_power_supply(const YamlNode& node) {
    node.allow_keys({"battery", "boot-time"});
    return {node.at("battery").boolean(), node.at("boot-time").duration()};
}

Profile read_profile(const YamlNode& root) {
    root.allow_keys({"name", "title", "usb", "configurations", "mac", "lan", "power"});
    Profile profile;
    profile.name = read_name(root.at("name"));
    profile.title = read_text(root.at("title"));
    read_usb(root.at("usb"), profile);
    profile.configurations = read_configurations(root.at("configurations"));
    profile.mac = read_macs(root.at("mac"));
    profile.lan = read_lan(root.at("lan"));
    profile.power = read_power_supply(root.at("power"));
    return profile;
}

}  // namespace

Profile parse(const std::string& yaml, const std::string& file_name) {
    return read_profile(YamlNode::parse(yaml, file_name));
}

Profile load(const std::filesystem::path& file) {
    return read_profile(YamlNode::load(file));
}

}  // namespace tetherlab::profile
