// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/outline.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/fidelity.hpp"
#include "gadget/profile/usb_class.hpp"
#include "harness/verify/descriptors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace tetherlab::verify {
namespace {

constexpr std::uint8_t kTransferType = 0x03;  // bits of bmAttributes
constexpr std::uint8_t kInterrupt = 0x03;
constexpr std::uint8_t kIn = 0x80;

// Quoted, and without what a device's text could do to a terminal.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f || c == '"' || c == '\\')
            out += fmt::format("\\x{:02x}", byte);
        else
            out += c;
    }
    return out + "\"";
}

// "02:0d:53:00:00:01" of "020D53000001"; other texts as they are.
std::string mac_text(const std::string& digits) {
    const bool is_mac = digits.size() == 12 && std::all_of(digits.begin(), digits.end(), [](unsigned char c) {
                            return std::isxdigit(c) != 0;
                        });
    if (!is_mac) return quoted(digits);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && i % 2 == 0) text += ':';
        text += static_cast<char>(std::tolower(static_cast<unsigned char>(digits[i])));
    }
    return text;
}

const char* transfer_name(std::uint8_t attributes) {
    static constexpr const char* kNames[] = {"control", "isochronous", "bulk", "interrupt"};
    return kNames[attributes & kTransferType];
}

// Interrupt before bulk, IN before OUT.
int rank(const EndpointDescriptor& endpoint) {
    const int type = kInterrupt - (endpoint.attributes & kTransferType);
    return 2 * type + ((endpoint.address & kIn) != 0 ? 0 : 1);
}

class Writer {
public:
    explicit Writer(const Reading& reading)
        : reading_(reading), speed_(reading.speed.value_or(profile::BusSpeed::kHigh)) {}

    Outline run();

private:
    Part device();
    Part configuration(base::ByteSpan bytes, std::size_t index);
    Part setting(const ConfigurationDescriptor& of, const InterfaceDescriptor& interface) const;
    Part endpoint(const EndpointDescriptor& endpoint) const;
    std::string device_string(std::size_t at) const;
    std::string mac(std::uint8_t string) const;

    static void details(Part& part, const std::vector<base::Bytes>& all) {
        for (std::size_t i = 0; i < all.size(); ++i)
            part.fields.push_back(
                {fmt::format("descriptor {}", i + 1), base::hex_text(all[i], " "), Basis::kGadget});
    }

    const Reading& reading_;
    profile::BusSpeed speed_;
    std::vector<std::string> problems_;
};

Outline Writer::run() {
    problems_ = reading_.problems;
    Part found = device();
    for (std::size_t i = 0; i < reading_.configurations.size(); ++i)
        found.parts.push_back(configuration(reading_.configurations[i], i));
    return {std::move(found), std::move(problems_)};
}

// USB 2.0 table 9-8.
Part Writer::device() {
    const Reading& r = reading_;
    Part part;
    const auto add = [&part](std::string name, std::string value, Basis basis = Basis::kProfile) {
        part.fields.push_back({std::move(name), std::move(value), basis});
    };
    add("speed", r.speed ? profile::to_text(*r.speed) : kNotRead);
    add("bcdUSB", profile::release_text(r.word(2)));
    add("class", profile::to_text(profile::ClassTriple{r.byte(4), r.byte(5), r.byte(6)}));
    add("bMaxPacketSize0", std::to_string(r.byte(7)), Basis::kGadget);
    add("idVendor", fmt::format("0x{:04x}", r.vendor_id()));
    add("idProduct", fmt::format("0x{:04x}", r.product_id()));
    add("bcdDevice", profile::release_text(r.word(12)));
    add("manufacturer", device_string(14));
    add("product", device_string(15));
    add("serial", device_string(16));
    add("iManufacturer", std::to_string(r.byte(14)), Basis::kGadget);
    add("iProduct", std::to_string(r.byte(15)), Basis::kGadget);
    add("iSerialNumber", std::to_string(r.byte(16)), Basis::kGadget);
    add("bNumConfigurations", std::to_string(r.byte(17)));
    add("BOS", !r.bos ? kNotRead : r.bos->empty() ? "none" : "present", Basis::kGadget);
    return part;
}

// An empty text for a string that is not there: Linux makes no difference either.
std::string Writer::device_string(std::size_t at) const {
    const auto found = reading_.strings.find(reading_.byte(at));
    return quoted(found == reading_.strings.end() ? std::string() : found->second);
}

Part Writer::configuration(base::ByteSpan bytes, std::size_t index) {
    const ConfigurationDescriptor read = read_configuration(bytes);
    for (const std::string& each : read.problems)
        problems_.push_back(fmt::format("configuration index {}: {}", index, each));
    Part part;
    part.name = fmt::format("configuration {}", read.value);
    part.summary = fmt::format("{} interfaces", read.interface_count);
    part.fields = {{"bConfigurationValue", std::to_string(read.value)},
                   {"bmAttributes", fmt::format("0x{:02x}", read.attributes)},
                   {"bMaxPower", fmt::format("{} mA", max_power_ma(read.power, speed_))},
                   {"bNumInterfaces", std::to_string(read.interface_count)},
                   {"iConfiguration", std::to_string(read.string), Basis::kGadget},
                   {"wTotalLength", std::to_string(read.total_length), Basis::kGadget}};
    details(part, read.details);
    for (const InterfaceDescriptor& each : read.interfaces) part.parts.push_back(setting(read, each));
    sort_settings(part);
    return part;
}

Part Writer::setting(const ConfigurationDescriptor& of, const InterfaceDescriptor& interface) const {
    Part part;
    part.name = setting_name(interface.number, interface.setting);
    part.summary = setting_summary(interface.triple, interface.endpoint_count);
    part.fields = {{"bInterfaceNumber", std::to_string(interface.number)},
                   {"bAlternateSetting", std::to_string(interface.setting)},
                   {"class", profile::to_text(interface.triple)},
                   {"bNumEndpoints", std::to_string(interface.endpoint_count)},
                   {"iInterface", std::to_string(interface.string), Basis::kGadget}};
    for (const AssociationDescriptor& each : of.associations) {
        if (each.first != interface.number || interface.setting != 0) continue;
        part.fields.push_back(
            {"association", association_text(each.count, each.triple), Basis::kProfileIfThere});
        part.fields.push_back({"iFunction", std::to_string(each.string), Basis::kGadget});
        break;
    }
    details(part, interface.details);
    if (const auto string = mac_string(interface))
        part.fields.push_back({"MAC address", mac(*string), Basis::kProfileIfThere});
    std::vector<EndpointDescriptor> endpoints = interface.endpoints;
    std::stable_sort(endpoints.begin(), endpoints.end(),
                     [](const auto& a, const auto& b) { return rank(a) < rank(b); });
    for (const EndpointDescriptor& each : endpoints) part.parts.push_back(endpoint(each));
    return part;
}

Part Writer::endpoint(const EndpointDescriptor& endpoint) const {
    const bool interrupt = (endpoint.attributes & kTransferType) == kInterrupt;
    const bool in = (endpoint.address & kIn) != 0;
    Part part;
    part.name = fmt::format("{} {}", transfer_name(endpoint.attributes), in ? "IN" : "OUT");
    part.summary = fmt::format("0x{:02x}, {} bytes", endpoint.address, packet_bytes(endpoint.max_packet));
    part.fields = {{"bEndpointAddress", fmt::format("0x{:02x}", endpoint.address)},
                   {"bmAttributes", fmt::format("0x{:02x}", endpoint.attributes)},
                   {"wMaxPacketSize", std::to_string(packet_bytes(endpoint.max_packet))},
                   {"bInterval",
                    interrupt ? interval_text(interval_time(endpoint.interval, speed_))
                              : std::to_string(endpoint.interval),
                    interrupt ? Basis::kProfile : Basis::kGadget}};
    details(part, endpoint.details);
    return part;
}

std::string Writer::mac(std::uint8_t string) const {
    const auto found = reading_.strings.find(string);
    if (found != reading_.strings.end()) return mac_text(found->second);
    return reading_.all_strings ? "none" : kNotRead;
}

int number_in(const Part& setting, const char* field) {
    const Field* found = setting.find(field);
    return found == nullptr ? 0 : std::stoi(found->value);
}

}  // namespace

const Field* Part::find(const std::string& wanted) const {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field& each) { return each.name == wanted; });
    return found == fields.end() ? nullptr : &*found;
}

void Part::set(const std::string& wanted, std::string value) {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field& each) { return each.name == wanted; });
    if (found == fields.end()) throw std::logic_error("no field " + wanted);
    found->value = std::move(value);
}

Outline outline(const Reading& reading) {
    return Writer(reading).run();
}

void sort_settings(Part& configuration) {
    const auto key = [](const Part& setting) {
        return std::pair(number_in(setting, "bInterfaceNumber"), number_in(setting, "bAlternateSetting"));
    };
    std::stable_sort(configuration.parts.begin(), configuration.parts.end(),
                     [&key](const Part& a, const Part& b) { return key(a) < key(b); });
}

std::string setting_name(int number, int setting) {
    return setting == 0 ? fmt::format("interface {}", number)
                        : fmt::format("interface {} setting {}", number, setting);
}

std::string setting_summary(const profile::ClassTriple& triple, int endpoints) {
    return fmt::format("{}, {} endpoints", profile::to_text(triple), endpoints);
}

std::string association_text(int count, const profile::ClassTriple& triple) {
    return fmt::format("{} over {}", profile::to_text(triple), count);
}

std::string interval_text(std::chrono::microseconds interval) {
    const auto count = interval.count();
    return count % 1000 == 0 ? fmt::format("{} ms", count / 1000) : fmt::format("{} us", count);
}

}  // namespace tetherlab::verify
