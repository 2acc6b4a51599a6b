// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "gadget/profile/profile.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// A configuration's descriptors taken apart: USB 2.0 section 9.6, USB 3.2 section 9.6. Multi-byte fields are
// little-endian. Each descriptor begins with bLength and bDescriptorType, and belongs to the interface or
// endpoint before it.
namespace tetherlab::verify {

inline constexpr std::size_t kDeviceLength = 18;  // bytes of a device descriptor, USB 2.0 table 9-8

// The least bcdUSB with a BOS, USB 3.2 section 9.2.6.6; hub.c of Linux asks no earlier one.
inline constexpr std::uint16_t kFirstWithBos = 0x0201;

struct EndpointDescriptor {
    std::uint8_t address = 0;     // bEndpointAddress
    std::uint8_t attributes = 0;  // bmAttributes; the low two bits are the transfer type
    std::uint16_t max_packet = 0;
    std::uint8_t interval = 0;         // bInterval
    std::vector<base::Bytes> details;  // what follows it, such as SuperSpeed's companion
};

// One alternate setting.
struct InterfaceDescriptor {
    std::uint8_t number = 0;
    std::uint8_t setting = 0;
    std::uint8_t endpoint_count = 0;
    profile::ClassTriple triple;
    std::uint8_t string = 0;
    std::vector<base::Bytes> details;  // of its class: CDC's functional descriptors
    std::vector<EndpointDescriptor> endpoints;
};

struct AssociationDescriptor {
    std::uint8_t first = 0;
    std::uint8_t count = 0;
    profile::ClassTriple triple;
    std::uint8_t string = 0;
};

struct ConfigurationDescriptor {
    std::uint16_t total_length = 0;
    std::uint8_t interface_count = 0;
    std::uint8_t value = 0;
    std::uint8_t string = 0;
    std::uint8_t attributes = 0;
    std::uint8_t power = 0;            // bMaxPower, in units of 2 mA, from SuperSpeed on of 8 mA
    std::vector<base::Bytes> details;  // before the first interface
    std::vector<AssociationDescriptor> associations;
    std::vector<InterfaceDescriptor> interfaces;  // in the order of the bytes
    std::vector<std::string> problems;            // what is not as the standard has it
};

// Never throws: what does not fit is a problem, and the walk goes on as long as it can.
ConfigurationDescriptor read_configuration(base::ByteSpan bytes);

// Of CDC's Ethernet functional descriptor (CDC ECM 1.2 table 3): the index of the MAC address; nothing for an
// interface without one.
std::optional<std::uint8_t> mac_string(const InterfaceDescriptor& interface);

// Of CDC's Union functional descriptor (CDC 1.2 table 16): the first subordinate interface.
std::optional<std::uint8_t> union_subordinate(const InterfaceDescriptor& interface);

// UTF-8 of a string descriptor (USB 2.0 table 9-16): UTF-16, little-endian. Half a pair of surrogates becomes
// U+FFFD.
std::string text_of_string(base::ByteSpan descriptor);

// bInterval of an interrupt endpoint in time, USB 2.0 table 9-13.
std::chrono::microseconds interval_time(int interval, profile::BusSpeed speed);

int max_power_ma(std::uint8_t power, profile::BusSpeed speed);

// wMaxPacketSize without the number of transactions, USB 2.0 table 9-13.
constexpr int packet_bytes(std::uint16_t max_packet) {
    return max_packet & 0x7ff;
}

}  // namespace tetherlab::verify
