// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/describe.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/fidelity.hpp"
#include "gadget/profile/usb_class.hpp"

#include <fmt/format.h>

namespace tetherlab::importer {
namespace {

std::string interval_text(Microseconds interval) {
    return interval.count() % 1000 == 0 ? fmt::format("{} ms", interval.count() / 1000)
                                        : fmt::format("{} us", interval.count());
}

std::string endpoint_text(const Endpoint& endpoint) {
    std::string text = endpoint.address ? fmt::format("{:02x}", endpoint.address->value) : std::string("??");
    const int type = endpoint.attributes ? endpoint.attributes->value & 0x03 : 0x02;
    if (type == 0x02) return text;
    if (endpoint.max_packet) text += fmt::format(" {} bytes", endpoint.max_packet->value);
    if (type == 0x01) text += " isochronous";
    if (endpoint.interval) text += " " + interval_text(endpoint.interval->value);
    return text;
}

std::string endpoints_text(const Interface& interface) {
    if (interface.endpoints.empty()) {
        const int count = interface.endpoint_count ? interface.endpoint_count->value : 0;
        return count == 0 ? "" : fmt::format(" {} endpoint{}", count, count == 1 ? "" : "s");
    }
    std::vector<std::string> parts;
    for (const Endpoint& each : interface.endpoints) parts.push_back(endpoint_text(each));
    return " [" + base::join(parts, " ") + "]";
}

std::string interface_text(const Interface& interface) {
    std::string text = std::to_string(interface.number);
    if (interface.alternate != 0) text += fmt::format(".{}", interface.alternate);
    text +=
        " " + (interface.triple ? profile::to_text(interface.triple->value) : std::string("unknown class"));
    if (interface.driver && !interface.driver->value.empty()) text += " " + interface.driver->value;
    text += endpoints_text(interface);
    if (!interface.class_descriptors.empty())
        text += fmt::format(" +{} class descriptor{}", interface.class_descriptors.size(),
                            interface.class_descriptors.size() == 1 ? "" : "s");
    return text + (interface.implied ? " (implied)" : "");
}

}  // namespace

std::string device_line(const Device& device) {
    std::string text = designation(device);
    const Field<std::string>& name = device.product ? device.product : device.listed_name;
    if (name && !name->value.empty()) text += fmt::format(" \"{}\"", name->value);
    if (device.speed) text += fmt::format(", {} speed", profile::to_text(device.speed->value));
    if (device.bcd_usb) text += ", USB " + profile::release_text(device.bcd_usb->value);
    if (device.max_packet0) {
        constexpr int kSuperSpeedPacket0 = 9;
        const int said = device.max_packet0->value;
        text +=
            fmt::format(", packets of {} bytes on endpoint 0", said == kSuperSpeedPacket0 ? 1 << said : said);
    }
    return text;
}

std::string configuration_line(const Configuration& configuration) {
    std::string text = fmt::format("configuration {}",
                                   configuration.value ? std::to_string(configuration.value->value) : "?");
    if (configuration.label && !configuration.label->value.empty())
        text += fmt::format(" \"{}\"", configuration.label->value);
    std::vector<std::string> parts;
    if (configuration.attributes)
        parts.emplace_back((configuration.attributes->value & 0x40) != 0 ? "self powered" : "bus powered");
    if (configuration.max_power_ma) parts.push_back(fmt::format("{} mA", configuration.max_power_ma->value));
    if (configuration.interface_count)
        parts.push_back(fmt::format("{} interface{}", configuration.interface_count->value,
                                    configuration.interface_count->value == 1 ? "" : "s"));
    std::vector<std::string> interfaces;
    for (const Interface& each : configuration.interfaces) interfaces.push_back(interface_text(each));
    return text + ": " + base::join(parts, ", ") + ": " + base::join(interfaces, ", ");
}

}  // namespace tetherlab::importer
