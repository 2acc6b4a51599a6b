// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/descriptors.hpp"

#include "gadget/profile/fidelity.hpp"

#include <bit>

namespace tetherlab::profile {
namespace {

using base::Bytes;
using base::put_u16_le;
using base::put_u8;

// bDescriptorType, USB 2.0 table 9-5, ECN "Interface Association Descriptors", CDC 1.2 table 12.
enum class DescriptorType : std::uint8_t {
    kDevice = 0x01,
    kConfiguration = 0x02,
    kInterface = 0x04,
    kEndpoint = 0x05,
    kAssociation = 0x0b,
    kClassSpecific = 0x24,
};

// bDescriptorSubtype of a functional descriptor, CDC 1.2 table 13.
enum class Functional : std::uint8_t {
    kHeader = 0x00,
    kCallManagement = 0x01,
    kAcm = 0x02,
    kUnion = 0x06,
    kEthernet = 0x0f,
    kNcm = 0x1a  // NCM 1.0 table 5-2
};

// A Linux gadget numbers string descriptors as they are attached: manufacturer, product and serial, then
// those of each function in the order of the configurations (usb_gstrings_attach,
// drivers/usb/gadget/composite.c, 6.1). Configurations get no string of their own.
constexpr std::uint8_t kManufacturer = 1;
constexpr std::uint8_t kProduct = 2;
constexpr std::uint8_t kSerial = 3;
constexpr std::uint8_t kNoString = 0;

// "RNDIS Communications Control", "RNDIS Ethernet Data", "RNDIS" (f_rndis.c) and "CDC Ethernet Control Model
// (ECM)", the MAC address, "CDC Ethernet Data", "CDC ECM" (f_ecm.c); f_ncm.c has four like f_ecm.c. All pass
// the array's empty last element too, and it takes a number (seen on 6.1.192).
constexpr std::uint8_t string_count(FunctionKind kind) {
    return kind == FunctionKind::kRndis ? 4 : 5;
}

constexpr std::uint8_t kControlInterface = 0;
constexpr std::uint8_t kDataInterface = 1;
constexpr ClassTriple kDataClass{0x0a, 0x00, 0x00};  // CDC 1.2 section 4.5
constexpr ClassTriple kNtbClass{0x0a, 0x00, 0x01};   // data in NCM transfer blocks, NCM 1.0 table 4-3
constexpr std::uint8_t kMaxPacket0 = 64;             // of every high-speed device, USB 2.0 section 5.5.3
constexpr std::uint16_t kFrameSize = 1514;           // ETH_FRAME_LEN, wMaxSegmentSize of f_ecm

// bLength and bDescriptorType. `length` counts these two bytes.
void put_head(Bytes& out, std::uint8_t length, DescriptorType type) {
    put_u8(out, length);
    put_u8(out, static_cast<std::uint8_t>(type));
}

void put_class(Bytes& out, const ClassTriple& triple) {
    put_u8(out, triple.base);
    put_u8(out, triple.sub);
    put_u8(out, triple.protocol);
}

void put_association(Bytes& out, const ClassTriple& triple, std::uint8_t string) {
    put_head(out, 8, DescriptorType::kAssociation);
    put_u8(out, kControlInterface);  // bFirstInterface
    put_u8(out, 2);                  // bInterfaceCount
    put_class(out, triple);
    put_u8(out, string);
}

struct Interface {
    std::uint8_t number;
    std::uint8_t alternate;
    std::uint8_t endpoints;
    ClassTriple triple;
    std::uint8_t string;
};

void put_interface(Bytes& out, const Interface& interface) {
    put_head(out, 9, DescriptorType::kInterface);
    put_u8(out, interface.number);
    put_u8(out, interface.alternate);
    put_u8(out, interface.endpoints);
    put_class(out, interface.triple);
    put_u8(out, interface.string);
}

// bInterval at high speed: 2^(bInterval - 1) microframes of 125 us (USB 2.0 table 9-13).
std::uint8_t interval_code(base::Milliseconds interval) {
    return static_cast<std::uint8_t>(std::bit_width(static_cast<std::uint64_t>(interval.count()) * 8));
}

void put_endpoint(Bytes& out, const Endpoint& endpoint) {
    const bool interrupt = endpoint.type == TransferType::kInterrupt;
    put_head(out, 7, DescriptorType::kEndpoint);
    put_u8(out, endpoint.address);
    put_u8(out, interrupt ? 0x03 : 0x02);
    put_u16_le(out, endpoint.max_packet);
    put_u8(out, interrupt ? interval_code(endpoint.interval) : 0);
}

void put_functional_head(Bytes& out, std::uint8_t length, Functional type) {
    put_head(out, length, DescriptorType::kClassSpecific);
    put_u8(out, static_cast<std::uint8_t>(type));
}

void put_cdc_header(Bytes& out) {
    put_functional_head(out, 5, Functional::kHeader);
    put_u16_le(out, 0x0110);  // bcdCDC
}

void put_cdc_union(Bytes& out) {
    put_functional_head(out, 5, Functional::kUnion);
    put_u8(out, kControlInterface);
    put_u8(out, kDataInterface);
}

void put_cdc_ethernet(Bytes& out, std::uint8_t mac_string) {
    put_functional_head(out, 13, Functional::kEthernet);
    put_u8(out, mac_string);
    put_u16_le(out, 0);  // bmEthernetStatistics, low half
    put_u16_le(out, 0);  // … high half
    put_u16_le(out, kFrameSize);
    put_u16_le(out, 0);  // wNumberMCFilters
    put_u8(out, 0);      // bNumberPowerFilters
}

// drivers/usb/gadget/function/f_rndis.c, eth_hs_function; the control interface as tether_shape leaves it.
void put_rndis(Bytes& out, const Function& function, std::uint8_t string) {
    put_association(out, function.control, static_cast<std::uint8_t>(string + 2));
    put_interface(out, {kControlInterface, 0, 1, function.control, string});
    put_cdc_header(out);
    put_functional_head(out, 5, Functional::kCallManagement);
    put_u8(out, 0);  // bmCapabilities
    put_u8(out, kDataInterface);
    put_functional_head(out, 4, Functional::kAcm);
    put_u8(out, 0);  // bmCapabilities
    put_cdc_union(out);
    put_endpoint(out, function.notify);
    put_interface(out, {kDataInterface, 0, 2, kDataClass, static_cast<std::uint8_t>(string + 1)});
    put_endpoint(out, function.data_in);
    put_endpoint(out, function.data_out);
}

// drivers/usb/gadget/function/f_ecm.c, ecm_hs_function.
void put_ecm(Bytes& out, const Function& function, std::uint8_t string) {
    put_association(out, function.control, static_cast<std::uint8_t>(string + 3));
    put_interface(out, {kControlInterface, 0, 1, function.control, string});
    put_cdc_header(out);
    put_cdc_union(out);
    put_cdc_ethernet(out, static_cast<std::uint8_t>(string + 1));
    put_endpoint(out, function.notify);
    put_interface(out, {kDataInterface, 0, 0, kDataClass, kNoString});
    put_interface(out, {kDataInterface, 1, 2, kDataClass, static_cast<std::uint8_t>(string + 2)});
    put_endpoint(out, function.data_in);
    put_endpoint(out, function.data_out);
}

// drivers/usb/gadget/function/f_ncm.c, ncm_hs_function.
void put_ncm(Bytes& out, const Function& function, std::uint8_t string) {
    put_association(out, function.control, static_cast<std::uint8_t>(string + 3));
    put_interface(out, {kControlInterface, 0, 1, function.control, string});
    put_cdc_header(out);
    put_cdc_union(out);
    put_cdc_ethernet(out, static_cast<std::uint8_t>(string + 1));
    put_functional_head(out, 6, Functional::kNcm);
    put_u16_le(out, 0x0100);  // bcdNcmVersion
    put_u8(out, 0x11);        // bmNetworkCapabilities: packet filter, CRC mode
    put_endpoint(out, function.notify);
    const auto data = static_cast<std::uint8_t>(string + 2);
    put_interface(out, {kDataInterface, 0, 0, kNtbClass, data});
    put_interface(out, {kDataInterface, 1, 2, kNtbClass, data});
    put_endpoint(out, function.data_in);
    put_endpoint(out, function.data_out);
}

void put_function(Bytes& out, const Function& function, std::uint8_t string) {
    switch (function.kind) {
        case FunctionKind::kRndis:
            return put_rndis(out, function, string);
        case FunctionKind::kEcm:
            return put_ecm(out, function, string);
        case FunctionKind::kNcm:
            return put_ncm(out, function, string);
    }
}

}  // namespace

Bytes device_descriptor(const Profile& wanted) {
    const Profile profile = as_emulated(wanted);
    Bytes out;
    put_head(out, 18, DescriptorType::kDevice);
    put_u16_le(out, profile.bcd_usb);
    put_class(out, profile.device_class);
    put_u8(out, kMaxPacket0);
    put_u16_le(out, profile.vendor_id);
    put_u16_le(out, profile.product_id);
    put_u16_le(out, profile.bcd_device);
    put_u8(out, kManufacturer);
    put_u8(out, kProduct);
    put_u8(out, kSerial);
    put_u8(out, static_cast<std::uint8_t>(profile.configurations.size()));
    return out;
}

Bytes configuration_descriptor(const Profile& wanted, std::size_t index) {
    const Profile profile = as_emulated(wanted);
    std::uint8_t string = kSerial + 1;
    for (std::size_t i = 0; i < index; ++i) {
        string = static_cast<std::uint8_t>(string + string_count(profile.configurations[i].function.kind));
    }
    const Configuration& configuration = profile.configurations.at(index);
    Bytes body;
    put_function(body, configuration.function, string);

    Bytes out;
    put_head(out, 9, DescriptorType::kConfiguration);
    put_u16_le(out, static_cast<std::uint16_t>(9 + body.size()));  // wTotalLength
    put_u8(out, 2);                                                // bNumInterfaces
    put_u8(out, configuration.value);
    put_u8(out, kNoString);
    put_u8(out, configuration.attributes);
    put_u8(out, static_cast<std::uint8_t>(configuration.max_power_ma / 2));
    base::put(out, body);
    return out;
}

int expected_configuration(const Profile& wanted) {
    const Profile profile = as_emulated(wanted);
    // What Linux knows as RNDIS: USB 02/02/ff and ActiveSync ef/01/01 (is_rndis, is_activesync). The power of
    // a root port, 500 mA, suffices for every profile, so no configuration is passed over for that.
    constexpr ClassTriple kRndis{0x02, 0x02, 0xff};
    constexpr ClassTriple kActiveSync{0xef, 0x01, 0x01};
    constexpr std::uint8_t kVendorSpecific = 0xff;
    const std::vector<Configuration>& all = profile.configurations;

    const Configuration* best = nullptr;
    for (const Configuration& candidate : all) {
        const ClassTriple& first = candidate.function.control;
        const bool known_rndis = first == kRndis || first == kActiveSync;
        if (&candidate == all.data() && all.size() > 1 && known_rndis) {
            best = &candidate;  // for want of a better one
        } else if (profile.device_class.base != kVendorSpecific && first.base != kVendorSpecific) {
            return candidate.value;
        } else if (best == nullptr) {
            best = &candidate;
        }
    }
    return best->value;
}

}  // namespace tetherlab::profile
