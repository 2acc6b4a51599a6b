// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "gadget/profile/profile.hpp"
#include "harness/importer/place.hpp"
#include "harness/log/story.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A USB device as texts describe it: every field with the line that says it, none made up.
namespace tetherlab::importer {

using Microseconds = std::chrono::microseconds;

struct Endpoint {
    Place place;
    Field<std::uint8_t> address;     // bEndpointAddress
    Field<std::uint8_t> attributes;  // bmAttributes; the low two bits are the transfer type
    Field<int> max_packet;           // bytes
    Field<int> interval_code;        // bInterval, which lsusb shows
    Field<Microseconds> interval;    // what the kernel makes of it, for interrupt and isochronous endpoints
};

// A descriptor that only the class of its interface explains.
struct ClassDescriptor {
    Place place;
    std::string name;   // "CDC Header", "UNRECOGNIZED"
    base::Bytes bytes;  // where the text shows them
    int length = 0;     // bytes; 0: not known
};

// One alternate setting.
struct Interface {
    Place place;
    int number = 0;
    int alternate = 0;
    bool implied = false;  // no text lists it, another setting of the same interface needs it
    Field<int> endpoint_count;
    Field<profile::ClassTriple> triple;
    Field<std::string> driver;  // "" when the text says that there is none
    Field<std::string> mac;     // iMACAddress of a CDC Ethernet descriptor: twelve digits
    Field<int> data_interface;  // bSlaveInterface of a CDC Union descriptor
    std::vector<Endpoint> endpoints;
    std::vector<ClassDescriptor> class_descriptors;
};

struct Association {
    Place place;
    int first_interface = 0;
    int interface_count = 0;
    Field<profile::ClassTriple> triple;
};

struct Configuration {
    Place place;
    bool active = false;
    Field<int> value;  // bConfigurationValue
    Field<int> interface_count;
    Field<std::uint8_t> attributes;
    Field<int> max_power_ma;
    Field<std::string> label;          // iConfiguration
    Field<int> total_length;           // wTotalLength
    std::optional<int> listed_length;  // bytes of the descriptors listed, where the text shows their lengths
    std::vector<Association> associations;
    std::vector<Interface> interfaces;  // by number and alternate setting
};

enum class SourceKind { kUsbDevices, kUsbDevicesScript, kLsusbVerbose, kLsusbList, kKernelLog };

// "usb-devices"
const char* to_text(SourceKind kind);

// A stretch of text that told of the device.
struct Source {
    SourceKind kind = SourceKind::kUsbDevices;
    Place first;
    int last_line = 0;
};

// A stretch of a log that is about the device: a story of one file's account, and one of its attachments.
struct Sighting {
    int file = 0;
    std::size_t story = 0;
    std::size_t attachment = 0;
    int number = 0;       // of the device on its bus; 0: the log does not say it
    bool failed = false;  // it never got through enumeration
};

struct Device {
    std::vector<Source> sources;
    Field<int> bus;
    Field<int> number;        // on the bus; another one after each plug
    Field<int> level;         // 0: root hub
    Field<std::string> port;  // "1-1.2"
    Field<profile::BusSpeed> speed;
    Field<std::uint16_t> bcd_usb;
    Field<profile::ClassTriple> triple;
    Field<int> max_packet0;
    Field<int> configuration_count;
    Field<std::uint16_t> vendor_id;
    Field<std::uint16_t> product_id;
    Field<std::uint16_t> bcd_device;
    Field<std::string> manufacturer;
    Field<std::string> product;
    Field<std::string> serial;
    Field<std::string> listed_name;             // what a database calls it: no string of the device
    std::optional<Place> bos;                   // it has a Binary Object Store
    std::vector<Configuration> configurations;  // in index order
    bool other_configurations = false;          // the text says that there are more than are listed
    bool cut_off = false;                       // the text ends in the middle of it
    std::vector<Sighting> sightings;            // in logs
    log::Role role = log::Role::kUnknown;       // by the drivers that logs name
    std::vector<Remark> remarks;

    bool has_descriptors() const { return !configurations.empty(); }
};

// "05c6:9057"; "????" for what is not known.
std::string identity(const Device& device);

// Whether logs saw it, and each time it failed before it said what it is.
bool is_unidentified(const Device& device);

// As identity(), and for one without: "unidentified device on 1-1", "device on 1-2 that is not named".
std::string designation(const Device& device);

// Setting `alternate` of interface `number`, or nullptr.
const Interface* find_interface(const Configuration& configuration, int number, int alternate);

// Sorts interfaces by number and setting, and puts in the setting 0 that a text without it implies.
void put_in_order(Configuration& configuration);

// Whether the poster blanked all of a text: "<redacted>", "XXXXXXXX", "[REDACTED]", "****".
bool is_masked(std::string_view text);

// Whether a part of it is blanked.
bool is_masked_in_part(std::string_view text);

// What readers give for one file.
struct Reading {
    std::vector<Device> devices;
    std::vector<Remark> ignored;  // what looked like a device and is none, and why
    std::vector<bool> used;       // by index of the line; shorter when the rest was not used
};

}  // namespace tetherlab::importer
