// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/to_profile.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/address.hpp"
#include "gadget/profile/fidelity.hpp"
#include "harness/importer/assumed_function.hpp"
#include "harness/importer/function.hpp"
#include "harness/importer/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace tetherlab::importer {
namespace {

using profile::BusSpeed;

constexpr std::size_t kLongestName = 40;     // bytes, of a profile's name
constexpr std::size_t kLongestString = 126;  // bytes, of a string descriptor

// The gateways that makers ship, where a text names none.
struct Maker {
    std::uint16_t vendor;
    const char* gateway;
    const char* why;
};

constexpr Maker kMakers[] = {
    {0x12d1, "192.168.8.1", "the usual one of Huawei HiLink"},
    {0x19d2, "192.168.0.1", "the usual one of ZTE"},
    {0x2357, "192.168.0.1", "the usual one of TP-Link"},
    {0x18d1, "192.168.42.129", "the usual one of Android"},
    {0x2717, "192.168.42.129", "the usual one of Android"},
    {0x04e8, "192.168.42.129", "the usual one of Android"},
};

// At most `most` bytes of UTF-8, with no character cut.
std::string shortened(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
    text.resize(most);
    return text;
}

class Writer {
public:
    Writer(const Device& device, const Hints& hints, Draft& draft)
        : device_(device), hints_(hints), draft_(draft), out_(draft.profile) {}

    void run(const std::string& name);

private:
    void title(const std::string& name);
    void usb();
    void strings();
    void configurations();
    void configuration(const Configuration& from, const NetworkFunction& function);
    void others(const Configuration& from, const NetworkFunction& function, profile::Configuration& to);
    void mac();
    void lan();
    void power();

    template <typename T>
    T take(const std::string& field, const Field<T>& said, T otherwise, const std::string& why) {
        if (said) {
            draft_.origins[field] = {said->place, ""};
            return said->value;
        }
        assume(field, why);
        return otherwise;
    }

    std::string text(const std::string& field, const Field<std::string>& said);

    void assume(const std::string& field, std::string why) {
        draft_.origins[field] = {std::nullopt, std::move(why)};
    }

    void warn(Place place, std::string what) { draft_.warnings.push_back({place, std::move(what)}); }

    const Device& device_;
    const Hints& hints_;
    Draft& draft_;
    profile::Profile& out_;
};

profile::OtherInterface other_interface(const Interface& from) {
    const int endpoints =
        from.endpoint_count ? from.endpoint_count->value : static_cast<int>(from.endpoints.size());
    return {from.number, from.alternate, from.triple ? from.triple->value : profile::ClassTriple{},
            std::clamp(endpoints, 0, 30)};
}

void Writer::run(const std::string& name) {
    title(name);
    usb();
    strings();
    configurations();
    mac();
    lan();
    power();
}

// Without control characters, which a device may send.
std::string title_text(std::string text) {
    std::erase_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    return shortened(std::string(base::trim(text)), kLongestString);
}

void Writer::title(const std::string& name) {
    out_.name = name;
    assume("name", "a file's name has to be made up");
    const Field<std::string>& product = device_.product ? device_.product : device_.listed_name;
    std::string maker = device_.manufacturer ? std::string(base::trim(device_.manufacturer->value)) : "";
    const std::string model(product ? base::trim(product->value) : "");
    if (model.starts_with(maker)) maker.clear();
    out_.title = title_text(maker + " " + model);
    if (out_.title.empty()) out_.title = identity(device_);
    if (product)
        draft_.origins["title"] = {product->place, ""};
    else
        assume("title", "the text has no name for it");
}

std::uint16_t nearest_version(std::uint16_t bcd) {
    constexpr std::uint16_t kKnown[] = {0x0100, 0x0110, 0x0200, 0x0201, 0x0210, 0x0300, 0x0310, 0x0320};
    const auto* found = std::find_if(std::rbegin(kKnown), std::rend(kKnown), [bcd](std::uint16_t each) {
                            return each <= bcd;
                        }).base();
    return found == std::begin(kKnown) ? kKnown[0] : *(found - 1);
}

void Writer::usb() {
    out_.speed = take("usb.speed", device_.speed, BusSpeed::kHigh, "nearly every hotspot's");
    const bool super = out_.speed >= BusSpeed::kSuper;
    const std::uint16_t version = take<std::uint16_t>("usb.version", device_.bcd_usb, super ? 0x0300 : 0x0200,
                                                      "the least that this speed needs");
    out_.bcd_usb = nearest_version(version);
    if (out_.bcd_usb != version)
        warn(device_.bcd_usb->place,
             fmt::format("USB version {} is none: {} instead", profile::release_text(version),
                         profile::release_text(out_.bcd_usb)));
    out_.vendor_id = take<std::uint16_t>("usb.vendor", device_.vendor_id, 0, "unknown");
    out_.product_id = take<std::uint16_t>("usb.product", device_.product_id, 0, "unknown");
    out_.bcd_device = take<std::uint16_t>("usb.release", device_.bcd_device, 0x0100, "unknown");
    out_.device_class =
        take("usb.class", device_.triple, profile::ClassTriple{}, "each interface has its own");
}

std::string Writer::text(const std::string& field, const Field<std::string>& said) {
    std::string value = take<std::string>(field, said, "", "not shown: an empty string");
    const bool control =
        std::any_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (value.size() > kLongestString || control) {
        warn(
            said->place,
            fmt::format("{} is longer than a string descriptor, or has control characters: left out", field));
        assume(field, "what the text shows cannot be in a string descriptor");
        value.clear();
    }
    if (is_masked_in_part(value))
        warn(said->place, fmt::format("{}: the poster masked a part of '{}'", field, value));
    return value;
}

void Writer::strings() {
    out_.strings = {text("usb.manufacturer", device_.manufacturer), text("usb.product-name", device_.product),
                    text("usb.serial", device_.serial)};
}

void Writer::configurations() {
    constexpr std::size_t kMostConfigurations = 8;
    int index = 0;
    for (const Configuration& from : device_.configurations) {
        const std::vector<NetworkFunction> all = find_functions(device_, from);
        const auto chosen = std::find_if(all.begin(), all.end(), can_be_emulated);
        if (chosen != all.end() && out_.configurations.size() < kMostConfigurations) {
            configuration(from, *chosen);
            if (std::count_if(all.begin(), all.end(), can_be_emulated) > 1)
                warn(from.place,
                     fmt::format("configuration {} has several network functions: the first, on interface "
                                 "{}, is emulated",
                                 out_.configurations.back().value, chosen->control));
        } else if (from.value && from.value->value >= 1 && from.value->value <= 255) {
            profile::OtherConfiguration other{index, static_cast<std::uint8_t>(from.value->value), {}};
            for (const Interface& each : from.interfaces) other.interfaces.push_back(other_interface(each));
            out_.other_configurations.push_back(std::move(other));
            draft_.origins[fmt::format("other-configurations.{}", out_.other_configurations.size() - 1)] = {
                from.place, ""};
        }
        ++index;
    }
    if (device_.other_configurations)
        warn(device_.configurations.front().place,
             "the device has configurations that the text does not list");
}

void Writer::configuration(const Configuration& from, const NetworkFunction& function) {
    const std::string path = fmt::format("configurations.{}.", out_.configurations.size());
    profile::Configuration to;
    const int value =
        take("value", from.value, static_cast<int>(out_.configurations.size()) + 1, "no C: line: counted");
    to.value = static_cast<std::uint8_t>(std::clamp(value, 1, 255));
    const std::uint8_t attributes =
        take<std::uint8_t>("attributes", from.attributes, 0x80, "powered by the bus");
    to.attributes = static_cast<std::uint8_t>((attributes & 0x60) | 0x80);
    if (to.attributes != attributes)
        warn(from.attributes->place, fmt::format("bmAttributes {:#04x} has reserved bits: {:#04x} instead",
                                                 attributes, to.attributes));
    const int unit = out_.speed >= BusSpeed::kSuper ? 8 : 2;
    const int most = 255 * unit;
    const int power = take("max-power", from.max_power_ma, 500 / unit * unit, "what a port gives");
    to.max_power_ma = static_cast<std::uint16_t>(std::min(power, most) / unit * unit);
    if (to.max_power_ma != power)
        warn(from.max_power_ma->place,
             fmt::format("{} mA cannot be said at this speed: {} mA instead", power, to.max_power_ma));
    for (const char* field : {"value", "attributes", "max-power"}) {
        auto node = draft_.origins.extract(field);
        node.key() = path + field;
        draft_.origins.insert(std::move(node));
    }
    AssumedFunction read(device_, from, function, out_.speed);
    to.function = read.function();
    for (auto& [field, origin] : read.origins()) draft_.origins[path + field] = origin;
    for (const Remark& each : read.warnings()) draft_.warnings.push_back(each);
    others(from, function, to);
    out_.configurations.push_back(std::move(to));
}

void Writer::others(const Configuration& from, const NetworkFunction& function, profile::Configuration& to) {
    const std::string path = fmt::format("configurations.{}.others.", out_.configurations.size());
    for (const Interface& each : from.interfaces) {
        if (each.number == function.control || each.number == function.data) continue;
        draft_.origins[path + std::to_string(to.others.size())] = {each.place, ""};
        to.others.push_back(other_interface(each));
    }
}

// Twelve digits, or pairs of them.
std::string mac_text(const std::string& said) {
    std::string digits;
    for (const char c : said) {
        if (std::isxdigit(static_cast<unsigned char>(c)) != 0)
            digits += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    if (digits.size() != 12) return {};
    std::string text = digits.substr(0, 2);
    for (std::size_t i = 2; i < 12; i += 2) text += ":" + digits.substr(i, 2);
    return text;
}

void Writer::mac() {
    const std::uint16_t vendor = out_.vendor_id;
    const std::uint16_t product = out_.product_id;
    const auto made_up = [&](int last) {
        return fmt::format("02:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}", vendor >> 8, vendor & 0xff, product >> 8,
                           product & 0xff, last);
    };
    Field<std::string> said = hints_.mac;
    for (const Configuration& configuration : device_.configurations) {
        for (const Interface& each : configuration.interfaces) {
            if (!said && each.mac) said = each.mac;
        }
    }
    out_.mac = {made_up(1), made_up(2)};
    const std::string given = said ? mac_text(said->value) : std::string();
    if (profile::is_station_mac(given) && given != out_.mac.device) {
        out_.mac.host = given;
        draft_.origins["mac.host"] = {said->place, ""};
    } else if (hints_.netdev && hints_.netdev->value.starts_with("eth")) {
        out_.mac.host.replace(0, 2, "00");
        assume("mac.host", "not said; universal, for the interface was named " + hints_.netdev->value);
    } else {
        assume("mac.host", hints_.netdev ? "not said; locally administered, for the interface was named " +
                                               hints_.netdev->value
                                         : "not said; locally administered, as of most hotspots");
    }
    assume("mac.device", "no host ever sees it");
}

void Writer::lan() {
    const auto* maker = std::find_if(std::begin(kMakers), std::end(kMakers),
                                     [this](const Maker& each) { return each.vendor == out_.vendor_id; });
    const bool known = maker != std::end(kMakers);
    const std::string gateway =
        take<std::string>("lan.gateway", hints_.gateway, known ? maker->gateway : "192.168.1.1",
                          known ? maker->why : "the usual one of hotspots");
    constexpr std::uint32_t kFallback = 0xc0a80101;
    std::uint32_t address = profile::ipv4_from_text(gateway).value_or(kFallback);
    const std::uint32_t network = profile::network_of(address, 24);
    const bool no_host = address == network || (address & 0xffU) == 0xff;
    if (no_host) address = network | 1U;
    // Away from the gateway, whatever its host part is.
    const bool low = (address & 0xff) >= 100;
    out_.lan.gateway = profile::ipv4_to_text(address);
    out_.lan.prefix_length = 24;
    out_.lan.dhcp_first = profile::ipv4_to_text(network | (low ? 10U : 100U));
    out_.lan.dhcp_last = profile::ipv4_to_text(network | (low ? 99U : 199U));
    out_.lan.ipv6_prefix = "2001:db8:10::/64";
    assume("lan.dhcp", "no text says it");
    assume("lan.ipv6-prefix", "documentation prefix (RFC 3849); most carriers announce one /64");
}

void Writer::power() {
    out_.power.battery = take("power.battery", hints_.battery, true, "no text says that it has none");
    assume("power.boot-time", "no text says it");
}

}  // namespace

Draft to_profile(const Device& device, const Hints& hints, const std::string& name) {
    Draft draft;
    Writer(device, hints, draft).run(name);
    return draft;
}

std::string profile_name(const Device& device) {
    std::string name;
    for (const char c : device.product ? device.product->value : std::string()) {
        const bool keeps = std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (keeps)
            name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    const std::string ending = fmt::format("-{:04x}-{:04x}", device.vendor_id ? device.vendor_id->value : 0,
                                           device.product_id ? device.product_id->value : 0);
    name = name.substr(0, kLongestName - ending.size());
    while (name.ends_with('-')) name.pop_back();
    return (name.empty() ? "usb" : name) + ending;
}

}  // namespace tetherlab::importer
