// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace tetherlab::log {

using Micros = std::chrono::microseconds;

// What a line of a log means. Behind each, the members of Event that say more.
enum class Kind {
    // Coming and going
    kConnect,     // port, number, speed, driver (the host controller's)
    kReset,       // the same: a device in use was reset by its driver or the kernel
    kDisconnect,  // port, number
    kFound,       // vendor, product, detail ("5.15", bcdDevice)
    kProduct,     // detail, as the two below
    kManufacturer,
    kSerial,
    kConfigChosen,  // number
    kBusNew,        // driver, number of the bus
    kBusGone,       // driver, number of the bus

    // Enumeration that fails
    kSetupFailed,       // stage ("context", "address"), code (xHCI completion code) or detail
    kEnableFailed,      // error
    kAddressRefused,    // number, error
    kDescriptorFailed,  // the device's: detail ("64", "8", "all"), error
    kConfigFailed,      // a configuration's descriptor: number (index), error
    kStringFailed,      // error
    kWrongDescriptor,   // it says another speed than the port
    kDebounceFailed,    // contact never steady
    kCannotEnable,      // the port does not come up: "Maybe the USB cable is bad?"
    kEmi,               // "disabled by hub (EMI?), re-enabling..."
    kPowerCycle,        // two attempts of four have failed
    kGaveUp,            // every attempt failed
    kConfigRefused,     // SET_CONFIGURATION: number, error
    kNoConfiguration,   // none of `number` was chosen
    kResetFailed,       // error, if there is one
    kSlow,              // a device that could be faster, for want of a better cable or hub

    // Power
    kOverCurrent,
    kPowerTooLow,   // configurations rejected, or a hub over its budget
    kUnderVoltage,  // of the host itself

    // Host controller
    kHostDied,     // driver
    kHostTrouble,  // driver, detail
    kNoResources,  // no room for another device or bandwidth

    // Drivers
    kDriverLoaded,   // driver
    kDriverAt,       // driver, interface: the first line that a driver says of an interface
    kRegistered,     // driver, interface, netdev, mac, detail ("RNDIS device")
    kUnregistered,   // driver, interface, netdev
    kRenamed,        // netdev, from
    kBindFailed,     // driver, interface, error if there is one
    kBindTrouble,    // driver, interface, detail: why it will fail, or a part that does not work
    kRndisFailed,    // driver, interface, error, detail: the request
    kStorage,        // interface
    kSerialPort,     // detail ("ttyUSB0")
    kHub,            // a hub of `number` ports
    kAttachedPhone,  // ipheth has made a netdev, whose name it does not say
    kModeSwitch,     // a program sends the device what makes it change: vendor, product

    // Link
    kWatchdog,  // netdev, driver, number (queue): a frame could not be sent for seconds
    kLinkUp,    // netdev
    kLinkDown,  // netdev
    kTransfer,  // driver, detail, error: transfers fail

    // IP, from programs
    kDhcpAsk,    // netdev if it is said
    kDhcpLease,  // detail: the address
    kDhcpNak,
    kDhcpFailed,  // the client gives up
    kNoPrefix,    // DHCPv6 has no prefix to delegate
};

// "connect", "address-refused", … as the JSON form has them.
const char* to_text(Kind kind);

struct Event {
    Kind kind = Kind::kConnect;
    std::optional<Micros> at;  // by the clock of its session
    int session = 0;           // index into Log::sessions
    int line = 0;              // 1-based, of the text that was read
    std::string stamp;         // of the line: "489.702789", "Apr 16 15:55:34"; empty without one
    std::string text;          // the message, without what stands before it, its lines joined

    // What the line says; empty, 0 or nothing for what it does not say.
    std::string port;       // "1-1.4", also for "usb 1-1-port4" and "hub 1-1:1.0 … port 4"
    std::string interface;  // "1-1:1.0"
    std::string driver;
    std::string netdev;
    std::string from;
    std::string mac;
    std::string speed;  // "high-speed"
    std::string stage;
    std::string code;  // "0x11"
    std::string detail;
    int number = 0;
    int error = 0;  // negative errno
    std::optional<int> vendor;
    std::optional<int> product;
};

}  // namespace tetherlab::log
