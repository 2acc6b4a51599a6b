// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/lsusb_device.hpp"

#include "gadget/base/text.hpp"
#include "harness/importer/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tetherlab::importer {
namespace {

// bDescriptorType, USB 2.0 table 9-5 and USB 3.2 table 9-6.
enum Type : int {
    kDeviceType = 1,
    kConfigurationType = 2,
    kInterfaceType = 4,
    kEndpointType = 5,
    kQualifierType = 6,
    kOtherSpeedType = 7,
    kAssociationType = 11,
    kBosType = 15,
    kCapabilityType = 16,
    kClassInterfaceType = 36,
    kHubType = 41,
    kSuperSpeedHubType = 42,
};

constexpr std::size_t kMostParts = 512;  // interfaces of a configuration, endpoints of an interface, …
constexpr std::size_t kMostRemarks = 200;
constexpr int kCompanionLength = 6;  // SuperSpeed endpoint companion, USB 3.2 table 9-29
constexpr int kAny = 1 << 20;

struct Named {
    std::string_view heading;
    int value;
};

constexpr Named kTypes[] = {
    {"Device Descriptor", kDeviceType},           {"Configuration Descriptor", kConfigurationType},
    {"Interface Descriptor", kInterfaceType},     {"Endpoint Descriptor", kEndpointType},
    {"Interface Association", kAssociationType},  {"Interface Association Descriptor", kAssociationType},
    {"Binary Object Store Descriptor", kBosType}, {"Hub Descriptor", kHubType},
};

// Bytes of the functional descriptors that lsusb shows without bLength (CDC 1.2 section 5.2.3, NCM 1.0,
// MBIM 1.0).
constexpr Named kLengths[] = {
    {"CDC Header", 5}, {"CDC Call Management", 5}, {"CDC ACM", 4},           {"CDC Union", 4},
    {"CDC WHCM", 5},   {"CDC Ethernet", 13},       {"CDC NCM", 6},           {"CDC MBIM", 12},
    {"CDC OBEX", 5},   {"CDC MDLM", 21},           {"CDC MBIM Extended", 8}, {"CDC Device Management", 7},
};

template <std::size_t N>
int find_named(const Named (&all)[N], std::string_view heading, int otherwise) {
    const auto found = std::find_if(std::begin(all), std::end(all),
                                    [heading](const Named& each) { return each.heading == heading; });
    return found == std::end(all) ? otherwise : found->value;
}

int type_of(std::string_view heading) {
    if (heading.starts_with("Device Qualifier")) return kQualifierType;
    if (heading.find("Device Capability") != std::string_view::npos) return kCapabilityType;
    return find_named(kTypes, heading, kClassInterfaceType);
}

// "High Speed (480Mbps)"
std::optional<profile::BusSpeed> negotiated_speed(std::string_view text) {
    const std::size_t open = text.find('(');
    const std::size_t unit = text.find("bps)", open);
    if (open == std::string_view::npos || unit == std::string_view::npos || unit < open + 3)
        return std::nullopt;
    const std::string number(text.substr(open + 1, unit - open - 2));
    return read_speed(text[unit - 1] == 'G' ? number + "000" : number);
}

Field<int> number(const LsusbField& field, Place place) {
    const std::optional<int> value = read_number(field.value, kAny);
    return value ? Field<int>(Said<int>{*value, place}) : std::nullopt;
}

template <typename T>
Field<T> narrow(const LsusbField& field, Place place, int highest) {
    const std::optional<int> value = read_number(field.value, highest);
    return value ? Field<T>(Said<T>{static_cast<T>(*value), place}) : std::nullopt;
}

Field<std::uint16_t> release(const LsusbField& field, Place place) {
    const std::optional<std::uint16_t> value = read_bcd(field.value);
    return value ? Field<std::uint16_t>(Said<std::uint16_t>{*value, place}) : std::nullopt;
}

bool is_mac(std::string_view text) {
    return text.size() == 12 && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

}  // namespace

LsusbDevice::LsusbDevice(const std::optional<LsusbHeader>& header, Place first) {
    device_.sources.push_back({SourceKind::kLsusbVerbose, first, first.line});
    if (!header) return;
    device_.bus = Said<int>{header->bus, first};
    device_.number = Said<int>{header->number, first};
    device_.vendor_id = Said<std::uint16_t>{header->vendor_id, first};
    device_.product_id = Said<std::uint16_t>{header->product_id, first};
    if (!header->name.empty()) device_.listed_name = Said<std::string>{header->name, first};
}

Configuration* LsusbDevice::configuration() {
    return in_configuration_ ? &device_.configurations.back() : nullptr;
}

Interface* LsusbDevice::interface() {
    return in_configuration_ && !device_.configurations.back().interfaces.empty()
               ? &device_.configurations.back().interfaces.back()
               : nullptr;
}

bool LsusbDevice::add_heading(std::string_view heading, Place place) {
    begin_pending();
    if (heading.starts_with("Report Descriptor")) return true;  // of a HID, no part of the configuration
    pending_ = Pending{std::string(heading), type_of(heading), place, 0};
    return true;
}

bool LsusbDevice::add_field(const LsusbField& field, Place place) {
    if (field.name == "bLength") {
        if (!pending_ || pending_->length != 0) {
            begin_pending();
            pending_ = Pending{"", 0, place, 0};
        }
        pending_->length = read_number(field.value, 255).value_or(0);
        return true;
    }
    if (field.name == "bDescriptorType" && pending_) {
        pending_->type = read_number(field.value, 255).value_or(pending_->type);
        begin_pending();
        return true;
    }
    begin_pending();
    switch (section_) {
        case Section::kDevice:
            set_device(field, place);
            break;
        case Section::kConfiguration:
            set_configuration(field, place);
            break;
        case Section::kAssociation:
            set_association(field, place);
            break;
        case Section::kInterface:
            set_interface(field, place);
            break;
        case Section::kEndpoint:
            set_endpoint(field, place);
            break;
        case Section::kClass:
            set_class(field, place);
            break;
        case Section::kNone:
            break;
    }
    return true;
}

bool LsusbDevice::add_bytes(const std::vector<std::uint8_t>& bytes, Place place) {
    begin_pending();
    count(static_cast<int>(bytes.size()));
    Interface* target = interface();
    if (target == nullptr || target->class_descriptors.size() >= kMostParts) return true;
    ClassDescriptor added{place, "UNRECOGNIZED", {}, static_cast<int>(bytes.size())};
    for (const std::uint8_t byte : bytes) base::put_u8(added.bytes, byte);
    const bool is_union = bytes.size() >= 5 && bytes[1] == kClassInterfaceType && bytes[2] == 0x06;
    if (is_union) target->data_interface = Said<int>{bytes[4], place};
    target->class_descriptors.push_back(std::move(added));
    return true;
}

bool LsusbDevice::add_note(std::string_view text, Place place) {
    const std::size_t speed = text.find("Negotiated speed:");
    if (speed != std::string_view::npos) {
        if (const auto value = negotiated_speed(text.substr(speed)))
            device_.speed = Said<profile::BusSpeed>{*value, place};
        return true;
    }
    if (text.find("Couldn't open device") == std::string_view::npos) return false;
    device_.remarks.push_back({place, "lsusb could not open the device: its strings are unknown"});
    return true;
}

void LsusbDevice::begin_pending() {
    if (!pending_) return;
    const Pending descriptor = *std::exchange(pending_, std::nullopt);
    class_parts_ = {};
    begin(descriptor);
}

// `length` 0: not known.
void LsusbDevice::count(int length) {
    Configuration* target = configuration();
    if (target == nullptr || !target->listed_length) return;
    if (length == 0)
        target->listed_length.reset();
    else
        *target->listed_length += length;
}

void LsusbDevice::begin(const Pending& descriptor) {
    section_ = Section::kNone;
    switch (descriptor.type) {
        case kDeviceType:
            begun_ = true;
            section_ = Section::kDevice;
            return;
        case kConfigurationType:
            if (device_.configurations.size() >= kMostParts) return;
            in_configuration_ = true;
            device_.configurations.emplace_back().place = descriptor.place;
            device_.configurations.back().listed_length = 9;
            section_ = Section::kConfiguration;
            return;
        case kBosType:
            device_.bos = descriptor.place;
            in_configuration_ = false;
            return;
        case kQualifierType:
        case kOtherSpeedType:
        case kCapabilityType:
        case kHubType:
        case kSuperSpeedHubType:
            in_configuration_ = false;
            return;
        case kAssociationType:
            count(8);
            if (!in_configuration_ || configuration()->associations.size() >= kMostParts) return;
            configuration()->associations.emplace_back().place = descriptor.place;
            section_ = Section::kAssociation;
            return;
        case kInterfaceType:
            return begin_interface(descriptor);
        case kEndpointType:
            return begin_endpoint(descriptor);
        default:
            return begin_class(descriptor);
    }
}

void LsusbDevice::begin_interface(const Pending& descriptor) {
    if (!in_configuration_) {
        if (!device_.configurations.empty() || device_.bos) return;
        device_.remarks.push_back({descriptor.place, "the configuration descriptor before it is missing"});
        device_.configurations.emplace_back().place = descriptor.place;
        in_configuration_ = true;
    }
    count(9);
    if (configuration()->interfaces.size() >= kMostParts) return;
    configuration()->interfaces.emplace_back().place = descriptor.place;
    section_ = Section::kInterface;
}

void LsusbDevice::begin_endpoint(const Pending& descriptor) {
    count(descriptor.length == 0 ? 7 : descriptor.length);
    Interface* target = interface();
    if (target == nullptr || target->endpoints.size() >= kMostParts) return;
    target->endpoints.emplace_back().place = descriptor.place;
    section_ = Section::kEndpoint;
}

void LsusbDevice::begin_class(const Pending& descriptor) {
    const int length =
        descriptor.length != 0 ? descriptor.length : find_named(kLengths, descriptor.heading, 0);
    count(length);
    Interface* target = interface();
    if (target == nullptr || target->class_descriptors.size() >= kMostParts) return;
    target->class_descriptors.push_back({descriptor.place, descriptor.heading, {}, length});
    section_ = Section::kClass;
}

void LsusbDevice::set_triple(std::size_t part, const LsusbField& field, Place place,
                             Field<profile::ClassTriple>& target) {
    const std::optional<int> value = read_number(field.value, 0xff);
    if (!value) return;
    class_parts_[part] = static_cast<std::uint8_t>(*value);
    if (!class_parts_[0] || !class_parts_[1] || !class_parts_[2]) return;
    target = Said<profile::ClassTriple>{{*class_parts_[0], *class_parts_[1], *class_parts_[2]}, place};
}

Field<std::string> LsusbDevice::read_string(const LsusbField& field, Place place) {
    const std::string text(field.text);
    if (field.value == "0") return Said<std::string>{"", place};
    std::string trouble;
    if (text.empty() || text.starts_with("(error)")) trouble = "the text does not show the string of {}";
    if (is_masked(text)) trouble = "the poster masked {}";
    const bool in_part = trouble.empty() && is_masked_in_part(text);
    if (in_part) trouble = "the poster masked a part of {}";
    if (!trouble.empty() && device_.remarks.size() < kMostRemarks)
        device_.remarks.push_back({place, fmt::format(fmt::runtime(trouble), field.name)});
    if (!trouble.empty() && !in_part) return std::nullopt;
    return Said<std::string>{text, place};
}

void LsusbDevice::set_device(const LsusbField& field, Place place) {
    const std::string_view name = field.name;
    if (name == "bcdUSB") device_.bcd_usb = release(field, place);
    if (name == "bDeviceClass") set_triple(0, field, place, device_.triple);
    if (name == "bDeviceSubClass") set_triple(1, field, place, device_.triple);
    if (name == "bDeviceProtocol") set_triple(2, field, place, device_.triple);
    if (name == "bMaxPacketSize0") device_.max_packet0 = number(field, place);
    if (name == "idVendor") device_.vendor_id = narrow<std::uint16_t>(field, place, 0xffff);
    if (name == "idProduct") device_.product_id = narrow<std::uint16_t>(field, place, 0xffff);
    if (name == "bcdDevice") device_.bcd_device = release(field, place);
    if (name == "iManufacturer") device_.manufacturer = read_string(field, place);
    if (name == "iProduct") device_.product = read_string(field, place);
    if (name == "iSerial" || name == "iSerialNumber") device_.serial = read_string(field, place);
    if (name == "bNumConfigurations") device_.configuration_count = number(field, place);
}

void LsusbDevice::set_configuration(const LsusbField& field, Place place) {
    Configuration& target = *configuration();
    const std::string_view name = field.name;
    if (name == "wTotalLength") target.total_length = number(field, place);
    if (name == "bNumInterfaces") target.interface_count = number(field, place);
    if (name == "bConfigurationValue") target.value = number(field, place);
    if (name == "iConfiguration" && !field.text.empty()) target.label = read_string(field, place);
    if (name == "bmAttributes") target.attributes = narrow<std::uint8_t>(field, place, 0xff);
    if (name == "MaxPower" || name == "bMaxPower") {
        const std::optional<int> power = read_milliampere(std::string(field.value) + std::string(field.text));
        if (power) target.max_power_ma = Said<int>{*power, place};
    }
}

void LsusbDevice::set_association(const LsusbField& field, Place place) {
    Association& target = configuration()->associations.back();
    const std::string_view name = field.name;
    if (name == "bFirstInterface") target.first_interface = read_number(field.value, 255).value_or(0);
    if (name == "bInterfaceCount") target.interface_count = read_number(field.value, 255).value_or(0);
    if (name == "bFunctionClass") set_triple(0, field, place, target.triple);
    if (name == "bFunctionSubClass") set_triple(1, field, place, target.triple);
    if (name == "bFunctionProtocol") set_triple(2, field, place, target.triple);
}

void LsusbDevice::set_interface(const LsusbField& field, Place place) {
    Interface& target = *interface();
    const std::string_view name = field.name;
    if (name == "bInterfaceNumber") target.number = read_number(field.value, 255).value_or(0);
    if (name == "bAlternateSetting") target.alternate = read_number(field.value, 255).value_or(0);
    if (name == "bNumEndpoints") target.endpoint_count = number(field, place);
    if (name == "bInterfaceClass") set_triple(0, field, place, target.triple);
    if (name == "bInterfaceSubClass") set_triple(1, field, place, target.triple);
    if (name == "bInterfaceProtocol") set_triple(2, field, place, target.triple);
}

void LsusbDevice::set_endpoint(const LsusbField& field, Place place) {
    Endpoint& target = interface()->endpoints.back();
    const std::string_view name = field.name;
    if (name == "bEndpointAddress") target.address = narrow<std::uint8_t>(field, place, 0xff);
    if (name == "bmAttributes" && !target.attributes)
        target.attributes = narrow<std::uint8_t>(field, place, 0xff);
    if (name == "bInterval") target.interval_code = number(field, place);
    if (name == "bMaxBurst") count(kCompanionLength);
    if (name == "wMaxPacketSize") {
        // USB 2.0 table 9-13: bits 12 and 11 are additional transactions in a microframe.
        const int value = read_number(field.value, 0xffff).value_or(0);
        target.max_packet = Said<int>{(value & 0x7ff) * (1 + (value >> 11 & 3)), place};
    }
}

void LsusbDevice::set_class(const LsusbField& field, Place place) {
    Interface& target = *interface();
    if (field.name == "bSlaveInterface") {
        target.data_interface = number(field, place);
        target.class_descriptors.back().length += 1;
        count(1);
    }
    if (field.name == "iMacAddress") {
        if (is_mac(field.text)) target.mac = Said<std::string>{std::string(field.text), place};
        if (is_masked(field.text) && device_.remarks.size() < kMostRemarks)
            device_.remarks.push_back({place, "the poster masked the MAC address"});
    }
}

}  // namespace tetherlab::importer
