// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/usb_devices.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/usb_class.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::observe {
namespace {

constexpr std::string_view kDriver = "Driver=";

char star(bool active) {
    return active ? '*' : ' ';
}

// bmAttributes, USB 2.0 table 9-13
const char* transfer_name(std::uint8_t attributes) {
    static constexpr const char* kNames[] = {"Ctrl", "Isoc", "Bulk", "Int."};
    return kNames[attributes & 0x03];
}

char direction(const UsbEndpoint& endpoint) {
    if ((endpoint.attributes & 0x03) == 0) return 'B';
    return (endpoint.address & 0x80) != 0 ? 'I' : 'O';
}

std::string to_text(const UsbEndpoint& endpoint) {
    const auto us = endpoint.interval.count();
    const std::string interval = us % 1000 == 0 ? fmt::format("{}ms", us / 1000) : fmt::format("{}us", us);
    return fmt::format("E:  Ad={:02x}({}) Atr={:02x}({}) MxPS={:4} Ivl={}\n", endpoint.address,
                       direction(endpoint), endpoint.attributes, transfer_name(endpoint.attributes),
                       endpoint.max_packet, interval);
}

std::string to_text(const UsbInterface& interface) {
    std::string text = fmt::format("I:{} If#={:2} Alt={:2} #EPs={:2} {} {}{}\n", star(interface.active),
                                   interface.number, interface.alternate, interface.endpoints.size(),
                                   profile::devices_text(interface.triple), kDriver, interface.driver);
    for (const UsbEndpoint& endpoint : interface.endpoints) text += to_text(endpoint);
    return text;
}

std::string to_text(const UsbConfiguration& configuration) {
    std::string text = fmt::format("C:{} #Ifs={:2} Cfg#={:2} Atr={:02x} MxPwr={:3}mA\n",
                                   star(configuration.active), configuration.interface_count,
                                   configuration.value, configuration.attributes, configuration.max_power_ma);
    for (const UsbAssociation& association : configuration.associations) {
        text += fmt::format("A:  FirstIf#={:2} IfCount={:2} {}\n", association.first_interface,
                            association.interface_count, profile::devices_text(association.triple));
    }
    for (const UsbInterface& interface : configuration.interfaces) text += to_text(interface);
    return text;
}

std::string string_line(const char* name, const std::optional<std::string>& value) {
    return value ? fmt::format("S:  {}={}\n", name, *value) : std::string();
}

// From D: on.
std::string descriptors(const UsbDevice& device) {
    std::string text = fmt::format("D:  Ver={:2x}.{:02x} {} MxPS={:2} #Cfgs={:3}\n", device.bcd_usb >> 8,
                                   device.bcd_usb & 0xff, profile::devices_text(device.triple),
                                   device.max_packet0, device.configuration_count);
    text += fmt::format("P:  Vendor={:04x} ProdID={:04x} Rev={:2x}.{:02x}\n", device.vendor_id,
                        device.product_id, device.bcd_device >> 8, device.bcd_device & 0xff);
    text += string_line("Manufacturer", device.manufacturer);
    text += string_line("Product", device.product);
    text += string_line("SerialNumber", device.serial);
    for (const UsbConfiguration& configuration : device.configurations) text += to_text(configuration);
    return text;
}

std::string to_text(const UsbTopology& topology) {
    return fmt::format(
        "T:  Bus={:02} Lev={:02} Prnt={:02} Port={:02} Cnt={:02} Dev#={:3} Spd={:<4} MxCh={:2}\n",
        topology.bus, topology.level, topology.parent, topology.port, topology.count, topology.number,
        topology.speed, topology.max_children);
}

std::string to_text(const UsbBandwidth& bandwidth) {
    return fmt::format("B:  Alloc={:3}/{:3} us ({:2}%), #Int={:3}, #Iso={:3}\n", bandwidth.allocated_us,
                       bandwidth.available_us, bandwidth.percent, bandwidth.interrupt_requests,
                       bandwidth.isochronous_requests);
}

}  // namespace

const UsbConfiguration* UsbDevice::active() const {
    const auto found = std::find_if(configurations.begin(), configurations.end(),
                                    [](const UsbConfiguration& c) { return c.active; });
    return found == configurations.end() ? nullptr : &*found;
}

std::string to_text(const std::vector<UsbDevice>& devices) {
    std::string text;
    for (const UsbDevice& device : devices) {
        text += "\n" + to_text(device.topology);
        if (device.bandwidth) text += to_text(*device.bandwidth);
        text += descriptors(device);
    }
    return text;
}

std::string descriptor_block(const UsbDevice& device) {
    return descriptor_block(descriptors(device));
}

std::string descriptor_block(const std::string& text) {
    std::string block;
    for (const std::string& line : base::split(text, '\n')) {
        if (line.empty() || (block.empty() && !line.starts_with("D:"))) continue;
        const std::size_t driver = line.starts_with("I:") ? line.rfind(kDriver) : std::string::npos;
        block += line.substr(0, driver == std::string::npos ? driver : driver + kDriver.size()) + "\n";
    }
    return block;
}

}  // namespace tetherlab::observe
