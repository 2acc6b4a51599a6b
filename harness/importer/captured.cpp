// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/captured.hpp"

#include "harness/importer/check.hpp"
#include "harness/importer/profile_text.hpp"
#include "harness/verify/descriptors.hpp"

#include <fmt/format.h>

namespace tetherlab::importer {
namespace {

template <typename T>
Field<T> read(T value) {
    return Said<T>{std::move(value), {}};
}

// A string of the device; nothing where it has none.
Field<std::string> text(const verify::Reading& reading, std::uint8_t index) {
    const auto found = reading.strings.find(index);
    return found == reading.strings.end() ? std::nullopt : read(found->second);
}

Endpoint endpoint(const verify::EndpointDescriptor& from, profile::BusSpeed speed) {
    constexpr std::uint8_t kPeriodic = 0x01;  // isochronous and interrupt, USB 2.0 table 9-13
    Endpoint to;
    to.address = read(from.address);
    to.attributes = read(from.attributes);
    to.max_packet = read(verify::packet_bytes(from.max_packet));
    to.interval_code = read<int>(from.interval);
    if ((from.attributes & kPeriodic) != 0)
        to.interval = read<Microseconds>(verify::interval_time(from.interval, speed));
    return to;
}

Interface interface(const verify::Reading& reading, const verify::InterfaceDescriptor& from,
                    profile::BusSpeed speed) {
    Interface to;
    to.number = from.number;
    to.alternate = from.setting;
    to.endpoint_count = read<int>(from.endpoint_count);
    to.triple = read(from.triple);
    if (const auto string = verify::mac_string(from)) to.mac = text(reading, *string);
    if (const auto data = verify::union_subordinate(from)) to.data_interface = read<int>(*data);
    for (const verify::EndpointDescriptor& each : from.endpoints)
        to.endpoints.push_back(endpoint(each, speed));
    for (const base::Bytes& each : from.details)
        to.class_descriptors.push_back({{}, "", each, static_cast<int>(each.size())});
    return to;
}

Configuration configuration(const verify::Reading& reading, const verify::ConfigurationDescriptor& from,
                            profile::BusSpeed speed) {
    Configuration to;
    to.value = read<int>(from.value);
    to.interface_count = read<int>(from.interface_count);
    to.attributes = read(from.attributes);
    to.max_power_ma = read(verify::max_power_ma(from.power, speed));
    for (const verify::AssociationDescriptor& each : from.associations)
        to.associations.push_back({{}, each.first, each.count, read(each.triple)});
    for (const verify::InterfaceDescriptor& each : from.interfaces)
        to.interfaces.push_back(interface(reading, each, speed));
    put_in_order(to);
    return to;
}

}  // namespace

Device captured_device(const verify::Reading& reading) {
    const profile::BusSpeed speed = reading.speed.value_or(profile::BusSpeed::kHigh);
    Device device;
    device.bus = read(reading.bus);
    device.number = read(reading.number);
    device.port = read(reading.port);
    if (reading.speed) device.speed = read(*reading.speed);
    for (const std::string& each : reading.problems) device.remarks.push_back({{}, "incomplete: " + each});
    device.cut_off = reading.configurations.size() < reading.byte(17) || reading.byte(17) == 0;
    device.bcd_usb = read(reading.word(2));
    device.triple = read(profile::ClassTriple{reading.byte(4), reading.byte(5), reading.byte(6)});
    device.max_packet0 = read<int>(reading.byte(7));
    device.vendor_id = read(reading.vendor_id());
    device.product_id = read(reading.product_id());
    device.bcd_device = read(reading.word(12));
    device.manufacturer = text(reading, reading.byte(14));
    device.product = text(reading, reading.byte(15));
    device.serial = text(reading, reading.byte(16));
    device.configuration_count = read<int>(reading.byte(17));
    if (reading.bos && !reading.bos->empty()) device.bos = Place();
    for (const base::Bytes& each : reading.configurations) {
        const verify::ConfigurationDescriptor found = verify::read_configuration(each);
        for (const std::string& problem : found.problems) {
            device.remarks.push_back({{}, "incomplete: " + problem});
            device.cut_off = true;
        }
        device.configurations.push_back(configuration(reading, found, speed));
    }
    check(device);
    return device;
}

std::string captured_profile_text(const Draft& draft, const verify::Reading& reading) {
    return profile_text(
        draft, {fmt::format("# Made by tetherlab profile capture from {}. Behind each field: that it "
                            "was read, or why it is assumed.\n",
                            verify::title(reading)),
                [](Place) { return std::string("read from the device"); }});
}

}  // namespace tetherlab::importer
