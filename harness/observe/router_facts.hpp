// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/observe/board.hpp"
#include "harness/observe/interface_status.hpp"
#include "harness/observe/ip_tables.hpp"
#include "harness/observe/kernel_log.hpp"
#include "harness/observe/usb_devices.hpp"
#include "harness/router/shell.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tetherlab::observe {

// A network interface of a USB device.
struct UsbNetdev {
    std::string name;    // "usb0"
    std::string driver;  // "rndis_host"
    int bus = 0;         // of the device: UsbTopology::bus and number
    int number = 0;
    std::string mac;
    std::optional<bool> carrier = std::nullopt;  // nothing while it is down
};

// ICMPv6 of one network device since it was made (/proc/net/dev_snmp6).
struct RouterAdvertisements {
    long received = 0;
    long solicited = 0;  // router solicitations sent
};

// What the router is doing, all of one moment.
struct RouterFacts {
    Board board;
    std::string usb_devices_text;  // as read; usb is the same parsed
    std::vector<UsbDevice> usb;
    std::vector<UsbNetdev> usb_netdevs;
    std::vector<std::string> usb_drivers;  // loaded, /sys/bus/usb/drivers: "cdc_ether"
    std::vector<std::string> netdevs;      // every one, /sys/class/net: "br-lan"
    std::vector<std::string> kmods;        // installed packages, of apk or opkg: "kmod-usb-net-rndis"
    std::vector<LogLine> kernel_log;
    std::vector<std::string> system_log;  // its last lines, as logread prints them; empty without one
    std::optional<InterfaceStatus> lan;   // nothing when the router has no such interface
    std::optional<InterfaceStatus> wan;
    std::optional<InterfaceStatus> wan6;
    std::string wan_device;  // network.wan.device, or ifname before 21.02; empty when not set
    std::vector<DeviceAddress> addresses;
    std::vector<Route> routes4;
    std::vector<Route> routes6;
    std::map<std::string, RouterAdvertisements> advertisements;  // by device; empty without IPv6
};

// Asks the router everything in one remote command. Throws base::Error when it cannot be asked or says what
// cannot be read; the error names the part ("ask the router for kernel-log: exit status 1").
RouterFacts router_facts(router::Shell& shell, const base::Deadline& deadline);

// The device on the router's bus with these identifiers, or nullptr.
const UsbDevice* find_device(const RouterFacts& facts, std::uint16_t vendor_id, std::uint16_t product_id);

// The network interface of `device`, or nullptr.
const UsbNetdev* find_netdev(const RouterFacts& facts, const UsbDevice& device);

}  // namespace tetherlab::observe
