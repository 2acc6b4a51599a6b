// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/expectation.hpp"

#include "gadget/profile/descriptors.hpp"
#include "gadget/profile/fidelity.hpp"
#include "gadget/profile/usb_class.hpp"
#include "harness/verify/descriptors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tetherlab::verify {
namespace {

// Offsets in the device descriptor, USB 2.0 table 9-8.
constexpr std::size_t kManufacturer = 14;
constexpr std::size_t kProduct = 15;
constexpr std::size_t kSerial = 16;

std::string digits_of(std::string mac) {
    std::erase(mac, ':');
    return mac;
}

Part other_setting(const profile::OtherInterface& from) {
    Part part;
    part.name = setting_name(from.number, from.setting);
    part.summary = setting_summary(from.triple, from.endpoints);
    part.fields = {{"bInterfaceNumber", std::to_string(from.number)},
                   {"bAlternateSetting", std::to_string(from.setting)},
                   {"class", profile::to_text(from.triple)},
                   {"bNumEndpoints", std::to_string(from.endpoints)}};
    part.whole = false;
    return part;
}

std::string count_text(const std::vector<profile::OtherInterface>& others, int more) {
    std::set<int> numbers;
    for (const profile::OtherInterface& each : others) numbers.insert(each.number);
    return std::to_string(static_cast<int>(numbers.size()) + more);
}

Part other_configuration(const profile::OtherConfiguration& from) {
    Part part;
    part.name = fmt::format("configuration {}", from.value);
    part.summary = fmt::format("{} interfaces", count_text(from.interfaces, 0));
    part.fields = {{"bConfigurationValue", std::to_string(from.value)},
                   {"bNumInterfaces", count_text(from.interfaces, 0)}};
    for (const profile::OtherInterface& each : from.interfaces) part.parts.push_back(other_setting(each));
    sort_settings(part);
    part.whole = false;
    return part;
}

void describe(Part& part, const profile::Endpoint& endpoint) {
    part.summary = fmt::format("0x{:02x}, {} bytes", endpoint.address, endpoint.max_packet);
    part.set("bEndpointAddress", fmt::format("0x{:02x}", endpoint.address));
    part.set("wMaxPacketSize", std::to_string(endpoint.max_packet));
    if (endpoint.type == profile::TransferType::kInterrupt)
        part.set("bInterval", interval_text(endpoint.interval));
}

void renumber(Part& setting, int number, int alternate) {
    setting.name = setting_name(number, alternate);
    setting.set("bInterfaceNumber", std::to_string(number));
    setting.set("bAlternateSetting", std::to_string(alternate));
}

// `part` is that of the gadget: the control interface, the data interface's idle setting where the kind has
// one, and its setting with the endpoints.
void describe(Part& part, const profile::Function& function) {
    Part control = std::move(part.parts.front());
    Part idle = part.parts.size() > 2 ? part.parts[1] : part.parts.back();
    Part data = std::move(part.parts.back());
    const int setting = function.data_setting.value_or(std::stoi(data.find("bAlternateSetting")->value));
    const int number = function.interface + 1;
    part.parts.clear();

    renumber(control, function.interface, 0);
    control.set("class", profile::to_text(function.control));
    control.set("association", association_text(2, function.association.value_or(function.control)));
    describe(control.parts.front(), function.notify);

    if (function.data_class) data.set("class", profile::to_text(*function.data_class));
    describe(data.parts.front(), function.data_in);
    describe(data.parts.back(), function.data_out);
    renumber(data, number, setting);
    if (setting > 0) {
        renumber(idle, number, 0);
        idle.set("class", data.find("class")->value);
        idle.set("bNumEndpoints", "0");
        idle.parts.clear();
        idle.whole = false;
        part.parts.push_back(std::move(idle));
    }
    part.parts.push_back(std::move(control));
    part.parts.push_back(std::move(data));
}

void describe(Part& part, const profile::Configuration& configuration) {
    part.set("bMaxPower", fmt::format("{} mA", configuration.max_power_ma));
    part.set("bNumInterfaces", count_text(configuration.others, 2));
    describe(part, configuration.function);
    for (const profile::OtherInterface& each : configuration.others)
        part.parts.push_back(other_setting(each));
    sort_settings(part);
}

}  // namespace

Reading emulated_reading(const profile::Profile& wanted) {
    const profile::Profile profile = profile::as_emulated(wanted);
    Reading reading;
    reading.speed = profile.speed;
    reading.device = profile::device_descriptor(profile);
    reading.strings[reading.byte(kManufacturer)] = profile.strings.manufacturer;
    reading.strings[reading.byte(kProduct)] = profile.strings.product;
    reading.strings[reading.byte(kSerial)] = profile.strings.serial;
    for (std::size_t i = 0; i < profile.configurations.size(); ++i) {
        reading.configurations.push_back(profile::configuration_descriptor(profile, i));
        for (const InterfaceDescriptor& each : read_configuration(reading.configurations.back()).interfaces) {
            if (const auto string = mac_string(each)) reading.strings[*string] = digits_of(profile.mac.host);
        }
    }
    reading.all_strings = true;
    reading.bos = base::Bytes();
    if (profile.bcd_usb >= kFirstWithBos) reading.bos->push_back({});
    return reading;
}

Part described_device(const profile::Profile& profile) {
    Part device = outline(emulated_reading(profile)).device;
    if (profile::deviations(profile).empty()) return device;
    device.set("speed", profile::to_text(profile.speed));
    device.set("bcdUSB", profile::release_text(profile.bcd_usb));
    device.set("bNumConfigurations",
               std::to_string(profile.configurations.size() + profile.other_configurations.size()));
    for (std::size_t i = 0; i < profile.configurations.size(); ++i)
        describe(device.parts[i], profile.configurations[i]);
    for (const profile::OtherConfiguration& each : profile.other_configurations) {
        const auto at = std::min<std::size_t>(static_cast<std::size_t>(each.index), device.parts.size());
        device.parts.insert(device.parts.begin() + static_cast<std::ptrdiff_t>(at),
                            other_configuration(each));
    }
    return device;
}

}  // namespace tetherlab::verify
