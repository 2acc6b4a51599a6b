// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// What a hotspot is, as data: everything a capture of /sys/kernel/debug/usb/devices says, and its LAN.
namespace tetherlab::profile {

enum class FunctionKind { kRndis, kEcm };

enum class Speed { kHigh, kSuper };  // what the UDC must be capable of; see Profile::udc_speed

// USB 2.0 table 9-12: bInterfaceClass, bInterfaceSubClass, bInterfaceProtocol.
struct ClassTriple {
    std::uint8_t base = 0;
    std::uint8_t sub = 0;
    std::uint8_t protocol = 0;

    bool operator==(const ClassTriple&) const = default;
};

enum class TransferType { kBulk, kInterrupt };

// USB 2.0 table 9-13, with the interval in time instead of bInterval.
struct Endpoint {
    std::uint8_t address = 0;  // bEndpointAddress, 0x80 = IN
    TransferType type = TransferType::kBulk;
    std::uint16_t max_packet = 0;    // bytes
    base::Milliseconds interval{0};  // interrupt endpoints; 0 for bulk

    bool operator==(const Endpoint&) const = default;
};

// A network function: the control interface and its data interface.
struct Function {
    FunctionKind kind = FunctionKind::kRndis;
    ClassTriple control;
    Endpoint notify;  // of the control interface
    Endpoint data_in;
    Endpoint data_out;

    bool operator==(const Function&) const = default;
};

// USB 2.0 table 9-10.
struct Configuration {
    std::uint8_t value = 1;          // bConfigurationValue, what SET_CONFIGURATION takes
    std::uint8_t attributes = 0x80;  // bmAttributes
    std::uint16_t max_power_ma = 0;  // mA, 0 … 500
    Function function;

    bool operator==(const Configuration&) const = default;
};

// At most 126 bytes each. An empty one is a string descriptor without text: Linux shows no S: line for it.
struct Strings {
    std::string manufacturer;
    std::string product;
    std::string serial;

    bool operator==(const Strings&) const = default;
};

// Where MAC addresses come from. The host's is the one the router's netdev gets: its locally administered bit
// decides between usb0 and eth1 (usbnet_probe, drivers/net/usb/usbnet.c).
struct Mac {
    std::string host;  // "02:…", lower case, colons
    std::string device;

    bool operator==(const Mac&) const = default;
};

// The hotspot's LAN. The hotspot is gateway, DHCP server and DNS server.
struct Lan {
    std::string gateway = "192.168.1.1";
    int prefix_length = 24;
    std::string dhcp_first = "192.168.1.100";
    std::string dhcp_last = "192.168.1.199";
    base::Milliseconds lease{3'600'000};
    // The single /64 announced by RA with no prefix delegation behind it; absent for an IPv4-only hotspot.
    std::optional<std::string> ipv6_prefix;

    std::string subnet() const;  // "192.168.1.0/24"

    bool operator==(const Lan&) const = default;
};

struct Power {
    bool battery = true;              // false: lives from VBUS alone and boots when it gets it
    base::Milliseconds boot_time{0};  // from power to the gadget's attach

    bool operator==(const Power&) const = default;
};

struct Profile {
    std::string name;   // "quanta-d53"
    std::string title;  // "Quanta D53"
    std::uint16_t vendor_id = 0;
    std::uint16_t product_id = 0;
    std::uint16_t bcd_device = 0;
    std::uint16_t bcd_usb = 0x0200;
    Strings strings;
    std::vector<Configuration> configurations;  // in index order; the values need not ascend
    Mac mac;
    Lan lan;
    Power power;

    // Linux overwrites bcdUSB (composite.c, 6.1 composite_setup): 0x0210 comes only from a UDC capable of
    // SuperSpeed that runs at high speed, 0x0200 from one that is not.
    Speed udc_speed() const;

    bool operator==(const Profile&) const = default;
};

// Both throw base::ConfigError with file:line:column for what is missing, unknown, out of range or
// inconsistent (two configurations with one value, an endpoint address used twice in a configuration, a
// multicast MAC, …).
Profile parse(const std::string& yaml, const std::string& file_name);
Profile load(const std::filesystem::path& file);

// The profile as YAML, such that parse(emit(p)) == p for every p that parse() can return.
std::string emit(const Profile& profile);

}  // namespace tetherlab::profile
