// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

// The kernel's log of a router that we look at ourselves: strictly by line. What the lines mean is
// harness/log's.
namespace tetherlab::observe {

struct LogLine {
    std::optional<std::chrono::microseconds> at;  // since boot; nothing for a line without a time stamp
    std::string text;                             // without it

    bool operator==(const LogLine&) const = default;
};

enum class KernelEventKind {
    kNewDevice,       // device, number, speed, driver
    kDisconnect,      // device, number
    kAddressRefused,  // device, number, error: both Address Device attempts failed
    kEnableFailed,    // device, error: the set-up of the device's context failed
    kSetupFailed,     // stage "context" or "address"; driver and code, xHCI's completion code, or device
    kDescriptorUnreadable,  // device, error: GET_DESCRIPTOR(DEVICE)
    kGaveUp,                // device: every attempt failed
    kPowerTooLow,           // device, number: so many configurations want more power than the port has
    kNoConfiguration,       // device, number: none of so many configurations was chosen
    kRegistered,            // driver, interface, netdev, mac
    kUnregistered,          // driver, interface, netdev
    kRenamed,               // driver, interface, netdev, from
    kRndisFailed,           // driver, interface, error
};

struct KernelEvent {
    KernelEventKind kind = KernelEventKind::kNewDevice;
    std::optional<std::chrono::microseconds> at;
    std::string line;  // the text it was read from

    // What the line says, by the names above; empty or 0 for what it does not say.
    std::string device;     // "1-1", also of a port's message
    std::string interface;  // "1-1:1.0"
    std::string driver;     // "rndis_host"; for kNewDevice the host controller's, "xhci_hcd"
    std::string netdev;     // "usb0"
    std::string from;       // the netdev's name before
    std::string mac;
    std::string speed;  // "high-speed"
    std::string stage;
    std::string code;  // "0x11"
    int number = 0;
    int error = 0;  // negative errno
};

// dmesg's output: "[  489.702789] usb 1-1: …". Lines without a time stamp, which a pasted log may have, are
// kept.
std::vector<LogLine> parse_kernel_log(const std::string& text);

// The kernel's part of a line of the console, where it may follow what a program has printed without a line
// feed ("root@OpenWrt:/# [   50.1…] usb 1-1: …"); nothing when there is none.
std::optional<LogLine> kernel_line(const std::string& console_line);

// The lines that mean something, in order.
std::vector<KernelEvent> kernel_events(const std::vector<LogLine>& log);

}  // namespace tetherlab::observe
