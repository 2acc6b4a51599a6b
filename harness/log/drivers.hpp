// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

// Linux's drivers of USB functions, and the OpenWrt packages they come in.
namespace tetherlab::log {

enum class DriverKind {
    kTether,   // makes a network interface of a phone, hotspot or modem
    kModem,    // the serial and control side of one
    kAdapter,  // an Ethernet adapter
    kOther,    // storage, audio, …: certainly no tether
    kUnknown,
};

// "rndis_host"; '-' and '_' are the same.
DriverKind kind_of_driver(std::string_view driver);

// A network function that a generic driver takes.
struct NetFunction {
    const char* name;     // "RNDIS"
    const char* driver;   // "rndis_host"
    const char* package;  // "kmod-usb-net-rndis"
};

// By the class triple of its control interface (USB 2.0, table 9-12); nullptr for one that no generic driver
// takes.
const NetFunction* net_function(std::uint8_t base, std::uint8_t sub, std::uint8_t protocol);

// By driver name; nullptr for others.
const NetFunction* net_function(std::string_view driver);

}  // namespace tetherlab::log
