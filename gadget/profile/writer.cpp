// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/fidelity.hpp"
#include "gadget/profile/profile.hpp"
#include "gadget/profile/usb_class.hpp"

#include <fmt/format.h>
#include <yaml-cpp/emitter.h>

namespace tetherlab::profile {
namespace {

// Free text, quoted so that "2.10" or "yes" stays a text for every reader.
void put_text(YAML::Emitter& out, const char* key, const std::string& text) {
    out << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << text;
}

void put(YAML::Emitter& out, const char* key, const std::string& value) {
    out << YAML::Key << key << YAML::Value << value;
}

// Without loss, unlike base::to_text.
std::string duration(base::Milliseconds value) {
    return value.count() % 1000 == 0 ? fmt::format("{} s", value.count() / 1000)
                                     : fmt::format("{} ms", value.count());
}

void put_endpoint(YAML::Emitter& out, const char* key, const Endpoint& endpoint) {
    out << YAML::Key << key << YAML::Value << YAML::Flow << YAML::BeginMap;
    put(out, "address", fmt::format("{:#04x}", endpoint.address));
    put(out, "packet", std::to_string(endpoint.max_packet));
    if (endpoint.type == TransferType::kInterrupt) put(out, "interval", duration(endpoint.interval));
    out << YAML::EndMap;
}

void put_others(YAML::Emitter& out, const char* key, const std::vector<OtherInterface>& others) {
    out << YAML::Key << key << YAML::Value << YAML::BeginSeq;
    for (const OtherInterface& other : others) {
        out << YAML::Flow << YAML::BeginMap;
        put(out, "interface", std::to_string(other.number));
        if (other.setting != 0) put(out, "setting", std::to_string(other.setting));
        put(out, "class", to_text(other.triple));
        put(out, "endpoints", std::to_string(other.endpoints));
        out << YAML::EndMap;
    }
    out << YAML::EndSeq;
}

void put_other_configurations(YAML::Emitter& out, const std::vector<OtherConfiguration>& others) {
    out << YAML::Key << "other-configurations" << YAML::Value << YAML::BeginSeq;
    for (const OtherConfiguration& other : others) {
        out << YAML::BeginMap;
        put(out, "index", std::to_string(other.index));
        put(out, "value", std::to_string(other.value));
        put_others(out, "interfaces", other.interfaces);
        out << YAML::EndMap;
    }
    out << YAML::EndSeq;
}

void put_configuration(YAML::Emitter& out, const Configuration& configuration) {
    const Function& function = configuration.function;
    out << YAML::BeginMap;
    put(out, "value", std::to_string(configuration.value));
    put(out, "attributes", fmt::format("{:#04x}", configuration.attributes));
    put(out, "max-power", fmt::format("{} mA", configuration.max_power_ma));
    put(out, "function", to_text(function.kind));
    put(out, "class", to_text(function.control));
    put_endpoint(out, "notify", function.notify);
    put_endpoint(out, "data-in", function.data_in);
    put_endpoint(out, "data-out", function.data_out);
    if (function.interface != 0) put(out, "interface", std::to_string(function.interface));
    if (function.association) put(out, "association", to_text(*function.association));
    if (function.data_class) put(out, "data-class", to_text(*function.data_class));
    if (function.data_setting) put(out, "data-setting", std::to_string(*function.data_setting));
    if (!configuration.others.empty()) put_others(out, "others", configuration.others);
    out << YAML::EndMap;
}

void put_usb(YAML::Emitter& out, const Profile& profile) {
    out << YAML::Key << "usb" << YAML::Value << YAML::BeginMap;
    put(out, "version", release_text(profile.bcd_usb));
    put(out, "vendor", fmt::format("{:#06x}", profile.vendor_id));
    put(out, "product", fmt::format("{:#06x}", profile.product_id));
    put(out, "release", release_text(profile.bcd_device));
    put_text(out, "manufacturer", profile.strings.manufacturer);
    put_text(out, "product-name", profile.strings.product);
    put_text(out, "serial", profile.strings.serial);
    if (profile.speed != BusSpeed::kHigh) put(out, "speed", to_text(profile.speed));
    if (profile.device_class != ClassTriple{}) put(out, "class", to_text(profile.device_class));
    out << YAML::EndMap;
}

void put_lan(YAML::Emitter& out, const Lan& lan) {
    out << YAML::Key << "lan" << YAML::Value << YAML::BeginMap;
    put(out, "gateway", fmt::format("{}/{}", lan.gateway, lan.prefix_length));
    out << YAML::Key << "dhcp" << YAML::Value << YAML::Flow << YAML::BeginMap;
    put(out, "first", lan.dhcp_first);
    put(out, "last", lan.dhcp_last);
    put(out, "lease", duration(lan.lease));
    out << YAML::EndMap;
    if (lan.ipv6_prefix) put(out, "ipv6-prefix", *lan.ipv6_prefix);
    out << YAML::EndMap;
}

}  // namespace

std::string emit(const Profile& profile) {
    YAML::Emitter out;
    out << YAML::BeginMap;
    put(out, "name", profile.name);
    put_text(out, "title", profile.title);
    put_usb(out, profile);
    out << YAML::Key << "configurations" << YAML::Value << YAML::BeginSeq;
    for (const Configuration& configuration : profile.configurations) put_configuration(out, configuration);
    out << YAML::EndSeq;
    if (!profile.other_configurations.empty()) put_other_configurations(out, profile.other_configurations);
    out << YAML::Key << "mac" << YAML::Value << YAML::BeginMap;
    put(out, "host", profile.mac.host);
    put(out, "device", profile.mac.device);
    out << YAML::EndMap;
    put_lan(out, profile.lan);
    out << YAML::Key << "power" << YAML::Value << YAML::BeginMap;
    put(out, "battery", profile.power.battery ? "true" : "false");
    put(out, "boot-time", duration(profile.power.boot_time));
    out << YAML::EndMap << YAML::EndMap;
    return std::string(out.c_str()) + "\n";
}

}  // namespace tetherlab::profile
