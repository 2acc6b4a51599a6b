// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// What a hotspot is, as data: everything a capture of /sys/kernel/debug/usb/devices says, and its LAN. What
// of it a Linux gadget can be made to show: fidelity.hpp.
namespace tetherlab::profile {

enum class FunctionKind { kRndis, kEcm, kNcm };

// What a device runs at: 1.5, 12, 480, 5000 and 10000 Mbit/s or more.
enum class BusSpeed { kLow, kFull, kHigh, kSuper, kSuperPlus };

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

// A network function: the control interface and, with the next number, its data interface.
struct Function {
    FunctionKind kind = FunctionKind::kRndis;
    ClassTriple control;
    Endpoint notify;  // of the control interface
    Endpoint data_in;
    Endpoint data_out;
    int interface = 0;                            // number of the control interface
    std::optional<ClassTriple> association = {};  // of the IAD, where it is not that of the control interface
    std::optional<ClassTriple> data_class = {};   // where it is not that of Linux' function
    std::optional<int> data_setting = {};         // alternate setting with the endpoints, likewise

    bool operator==(const Function&) const = default;
};

// One alternate setting of an interface beside the network function: a modem's serial ports, ADB, storage.
struct OtherInterface {
    int number = 0;
    int setting = 0;
    ClassTriple triple;
    int endpoints = 0;

    bool operator==(const OtherInterface&) const = default;
};

// USB 2.0 table 9-10.
struct Configuration {
    std::uint8_t value = 1;          // bConfigurationValue, what SET_CONFIGURATION takes
    std::uint8_t attributes = 0x80;  // bmAttributes
    std::uint16_t max_power_ma = 0;  // mA
    Function function;
    std::vector<OtherInterface> others = {};

    bool operator==(const Configuration&) const = default;
};

// A configuration without a network function.
struct OtherConfiguration {
    int index = 0;  // among all configurations
    std::uint8_t value = 1;
    std::vector<OtherInterface> interfaces;

    bool operator==(const OtherConfiguration&) const = default;
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
    BusSpeed speed = BusSpeed::kHigh;  // at which it was seen
    ClassTriple device_class = {};     // 00/00/00: each interface has its own
    std::vector<OtherConfiguration> other_configurations = {};

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
