// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tetherlab::log {

// What a kernel message is about: the words before its first ": ", as dev_printk (drivers/base/core.c) and
// netdev_printk (net/core/dev.c) put them there. Points into the message.
struct Subject {
    enum class Kind {
        kUsb,        // "usb 1-1.4", a device, or "usb usb1-port2", a port
        kHub,        // "hub 1-0:1.0"
        kInterface,  // "rndis_host 1-1:1.0", "cdc_ether 1-1:1.0 usb0", "cdc_ncm 1-1:1.0 (unnamed net_device)"
        kController,  // "xhci_hcd 0000:00:14.0", "xhci-mtk 1e1c0000.xhci"
        kOther,       // "usbcore", "eth2", "NETDEV WATCHDOG"
    };

    Kind kind = Kind::kOther;
    std::string_view words;   // all of it
    std::string_view driver;  // the first word, unless kOther
    std::string_view device;  // the second
    std::string_view netdev;  // the third, of kInterface; empty while it has no name
    std::string_view body;    // what is said of it
};

Subject subject_of(std::string_view message);

// "1-1.4" of the device or port a subject names: "1-1.4", "1-1:1.0", "usb1-port4", "1-1-port4"; empty for
// what has none.
std::string port_of(const Subject& subject);

// The port `number` of a hub "1-0:1.0" or "1-1:1.0".
std::string port_of_hub(std::string_view hub, int number);

// "1-1.4"
bool is_port(std::string_view word);

// "1-1.4:1.0"
bool is_interface(std::string_view word);

}  // namespace tetherlab::log
