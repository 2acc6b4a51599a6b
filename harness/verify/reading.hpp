// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "gadget/profile/profile.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tetherlab::verify {

// A USB device as a host has read it: bytes, none of them understood yet.
struct Reading {
    std::string port;  // "1-1.2", as Linux names it
    int bus = 0;
    int number = 0;  // on the bus; another one after each plug
    std::optional<profile::BusSpeed> speed;
    base::Bytes device;                       // USB 2.0 table 9-8
    std::vector<base::Bytes> configurations;  // in index order, each with all that belongs to it
    std::optional<base::Bytes> bos;           // USB 3.2 section 9.6.2; empty: the device has none, nothing:
                                              // this host does not say
    std::map<std::uint8_t, std::string> strings;  // UTF-8, by string index
    bool all_strings = false;                     // not only those of the device descriptor
    std::vector<std::string> problems;            // what could not be read

    std::uint16_t vendor_id() const { return word(8); }

    std::uint16_t product_id() const { return word(10); }

    // 0 where the device descriptor is too short.
    std::uint8_t byte(std::size_t at) const;
    std::uint16_t word(std::size_t at) const;
};

// "0e8d:2028"
std::string identity(const Reading& reading);

// "0e8d:2028 on port 1-1, bus 1 device 12"
std::string title(const Reading& reading);

// The configurations in what sysfs has as `descriptors`: the device descriptor and, one after the other, all
// configurations (drivers/usb/core/sysfs.c, Linux 6.1). What is cut off is kept and noted as a problem.
void set_descriptors(Reading& reading, base::ByteSpan bytes);

// "1.5", "12", "480", "5000", "10000", "20000" as sysfs has them.
std::optional<profile::BusSpeed> speed_of_mbits(const std::string& text);

}  // namespace tetherlab::verify
