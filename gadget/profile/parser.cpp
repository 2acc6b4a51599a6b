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

constexpr std::size_t kConfigurations = 8;          // USB_MAXCONFIG (drivers/usb/core/config.c, 6.1)
constexpr std::int64_t kLongestInterval = 4096;     // ms: bInterval 16 at high speed, USB 2.0 table 9-13
constexpr std::int64_t kLongestFullInterval = 255;  // ms: bInterval itself at full speed
constexpr std::int64_t kHighestInterface = 254;  // of a control interface, so that a data interface follows
constexpr std::int64_t kHighestNumber = 255;     // of an interface, a setting

// Bytes, USB 2.0 section 5.8.3, USB 3.2 section 8.12.1.2: one size from high speed on.
Endpoint read_bulk(const YamlNode& node, Direction direction, BusSpeed speed) {
    node.allow_keys({"address", "packet"});
    const std::int64_t most = speed <= BusSpeed::kFull ? 64 : speed == BusSpeed::kHigh ? 512 : 1024;
    const std::int64_t least = speed <= BusSpeed::kFull ? 8 : most;
    return {read_address(node.at("address"), direction), TransferType::kBulk,
            static_cast<std::uint16_t>(node.at("packet").integer(least, most)), base::Milliseconds::zero()};
}

base::Milliseconds read_interval(const YamlNode& node, BusSpeed speed) {
    const base::Milliseconds interval = node.duration();
    if (speed <= BusSpeed::kFull) {
        if (interval.count() < 1 || interval.count() > kLongestFullInterval) expected(node, "1 ms to 255 ms");
    } else if (!std::has_single_bit(static_cast<std::uint64_t>(interval.count())) ||
               interval.count() > kLongestInterval) {
        expected(node, "a power of two from 1 ms to 4096 ms");
    }
    return interval;
}

Endpoint read_interrupt(const YamlNode& node, BusSpeed speed) {
    node.allow_keys({"address", "packet", "interval"});
    return {read_address(node.at("address"), Direction::kIn), TransferType::kInterrupt,
            static_cast<std::uint16_t>(node.at("packet").integer(1, 1024)),
            read_interval(node.at("interval"), speed)};
}

Function read_function(const YamlNode& node, BusSpeed speed) {
    static const std::vector<std::string> kFunctions{"rndis", "ecm", "ncm"};
    static constexpr FunctionKind kKinds[] = {FunctionKind::kRndis, FunctionKind::kEcm, FunctionKind::kNcm};
    Function function{kKinds[node.at("function").one_of(kFunctions)], read_class(node.at("class")),
                      read_interrupt(node.at("notify"), speed),
                      read_bulk(node.at("data-in"), Direction::kIn, speed),
                      read_bulk(node.at("data-out"), Direction::kOut, speed)};
    if (function.notify.address == function.data_in.address) {
        node.at("data-in").at("address").fail(
            fmt::format("endpoint {:#04x} is the notify endpoint already", function.data_in.address));
    }
    if (const auto found = node.find("interface"))
        function.interface = static_cast<int>(found->integer(0, kHighestInterface));
    if (const auto found = node.find("association")) function.association = read_class(*found);
    if (const auto found = node.find("data-class")) function.data_class = read_class(*found);
    if (const auto found = node.find("data-setting"))
        function.data_setting = static_cast<int>(found->integer(0, kHighestNumber));
    return function;
}

std::vector<OtherInterface> read_others(const YamlNode& node) {
    std::vector<OtherInterface> others;
    for (const YamlNode& item : node.items()) {
        item.allow_keys({"interface", "setting", "class", "endpoints"});
        OtherInterface other;
        other.number = static_cast<int>(item.at("interface").integer(0, kHighestNumber));
        if (const auto found = item.find("setting"))
            other.setting = static_cast<int>(found->integer(0, kHighestNumber));
        other.triple = read_class(item.at("class"));
        other.endpoints = static_cast<int>(item.at("endpoints").integer(0, 30));
        others.push_back(other);
    }
    return others;
}

Configuration read_configuration(const YamlNode& node, BusSpeed speed) {
    node.allow_keys({"value", "attributes", "max-power", "function", "class", "notify", "data-in", "data-out",
                     "interface", "association", "data-class", "data-setting", "others"});
    Configuration configuration;
    configuration.value = static_cast<std::uint8_t>(node.at("value").integer(1, 255));
    configuration.attributes = read_attributes(node.at("attributes"));
    configuration.max_power_ma = read_power(node.at("max-power"), speed);
    configuration.function = read_function(node, speed);
    if (const auto found = node.find("others")) configuration.others = read_others(*found);
    return configuration;
}

std::vector<OtherConfiguration> read_other_configurations(const YamlNode& node) {
    std::vector<OtherConfiguration> others;
    for (const YamlNode& item : node.items()) {
        item.allow_keys({"index", "value", "interfaces"});
        others.push_back({static_cast<int>(item.at("index").integer(0, kHighestNumber)),
                          static_cast<std::uint8_t>(item.at("value").integer(1, 255)),
                          read_others(item.at("interfaces"))});
    }
    return others;
}

std::vector<Configuration> read_configurations(const YamlNode& node, BusSpeed speed) {
    const std::vector<YamlNode> items = node.items();
    if (items.empty() || items.size() > kConfigurations) {
        node.fail(fmt::format("expected 1 to {} configurations, got {}", kConfigurations, items.size()));
    }
    std::vector<Configuration> configurations;
    std::set<std::uint8_t> values;
    for (const YamlNode& item : items) {
        configurations.push_back(read_configuration(item, speed));
        const std::uint8_t value = configurations.back().value;
        if (!values.insert(value).second) {
            item.at("value").fail(fmt::format("value {} belongs to an earlier configuration", value));
        }
    }
    return configurations;
}

void read_usb(const YamlNode& node, Profile& profile) {
    node.allow_keys({"version", "vendor", "product", "release", "manufacturer", "product-name", "serial",
                     "speed", "class"});
    profile.bcd_usb = read_usb_version(node.at("version"));
    profile.vendor_id = static_cast<std::uint16_t>(node.at("vendor").integer(0, 0xffff));
    profile.product_id = static_cast<std::uint16_t>(node.at("product").integer(0, 0xffff));
    profile.bcd_device = read_release(node.at("release"));
    profile.strings = {read_text(node.at("manufacturer")), read_text(node.at("product-name")),
                       read_text(node.at("serial"))};
    if (const auto found = node.find("speed")) profile.speed = read_bus_speed(*found);
    if (const auto found = node.find("class")) profile.device_class = read_class(*found);
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
    root.allow_keys(
        {"name", "title", "usb", "configurations", "other-configurations", "mac", "lan", "power"});
    Profile profile;
    profile.name = read_name(root.at("name"));
    profile.title = read_text(root.at("title"));
    read_usb(root.at("usb"), profile);
    profile.configurations = read_configurations(root.at("configurations"), profile.speed);
    if (const auto found = root.find("other-configurations"))
        profile.other_configurations = read_other_configurations(*found);
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
