// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/error.hpp"
#include "gadget/profile/profile.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// /sys/kernel/debug/usb/devices as a tree. Format: drivers/usb/core/devices.c, Linux 6.1; unchanged in 6.12.
namespace tetherlab::observe {

// E:
struct UsbEndpoint {
    std::uint8_t address = 0;     // bEndpointAddress
    std::uint8_t attributes = 0;  // bmAttributes; the low two bits are the transfer type
    int max_packet = 0;           // bytes in a microframe
    std::chrono::microseconds interval{0};

    bool operator==(const UsbEndpoint&) const = default;
};

// I:, one alternate setting
struct UsbInterface {
    bool active = false;  // '*', the setting in use
    int number = 0;
    int alternate = 0;
    profile::ClassTriple triple;
    std::string driver;  // "rndis_host", "(none)" without one, empty in a configuration that is not active
    std::vector<UsbEndpoint> endpoints;

    bool operator==(const UsbInterface&) const = default;
};

// A:
struct UsbAssociation {
    int first_interface = 0;
    int interface_count = 0;
    profile::ClassTriple triple;

    bool operator==(const UsbAssociation&) const = default;
};

// C:
struct UsbConfiguration {
    bool active = false;
    int interface_count = 0;
    int value = 0;  // bConfigurationValue
    std::uint8_t attributes = 0;
    int max_power_ma = 0;
    std::vector<UsbAssociation> associations;
    std::vector<UsbInterface> interfaces;

    bool operator==(const UsbConfiguration&) const = default;
};

// T:, where the device is plugged in
struct UsbTopology {
    int bus = 0;
    int level = 0;
    int parent = 0;
    int port = 0;
    int count = 0;
    int number = 0;     // device number on the bus
    std::string speed;  // Mbit/s: "1.5", "12", "480", "5000", …
    int max_children = 0;

    bool operator==(const UsbTopology&) const = default;
};

// B:, of root hubs
struct UsbBandwidth {
    int allocated_us = 0;
    int available_us = 0;
    int percent = 0;
    int interrupt_requests = 0;
    int isochronous_requests = 0;

    bool operator==(const UsbBandwidth&) const = default;
};

struct UsbDevice {
    UsbTopology topology;
    std::optional<UsbBandwidth> bandwidth;
    std::uint16_t bcd_usb = 0;
    profile::ClassTriple triple;
    int max_packet0 = 0;
    int configuration_count = 0;
    std::uint16_t vendor_id = 0;
    std::uint16_t product_id = 0;
    std::uint16_t bcd_device = 0;
    std::optional<std::string> manufacturer;
    std::optional<std::string> product;
    std::optional<std::string> serial;
    std::vector<UsbConfiguration> configurations;

    // The configuration in use, or nullptr.
    const UsbConfiguration* active() const;

    bool operator==(const UsbDevice&) const = default;
};

// Throws base::Error: "read usb/devices: line 7, column 24: expected ' Sub=', got ' Sbu=01'".
std::vector<UsbDevice> parse_usb_devices(const std::string& text);

// The same text again, as the kernel prints it: an empty line before each device.
std::string to_text(const std::vector<UsbDevice>& devices);

// From D: to the last E:, with nothing after "Driver=": what the device says of itself, whoever drives it.
std::string descriptor_block(const UsbDevice& device);

// The lines of a text in that format from its first D:, with nothing after "Driver=". For captures and for
// profile::usb_devices_block, to compare with.
std::string descriptor_block(const std::string& text);

}  // namespace tetherlab::observe
