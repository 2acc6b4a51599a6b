// SPDX-License-Identifier: Apache-2.0
// What the kernel says. Sources: Linux 2.6.24 to 6.14, drivers/usb/core/{hub,generic,message,config,driver,
// hcd}.c, drivers/usb/host/{xhci,xhci-ring,ehci-hcd,ohci-hcd}.c,
// drivers/net/usb/{usbnet,rndis_host,cdc_ether, cdc_ncm,ipheth}.c, drivers/base/dd.c,
// net/sched/sch_generic.c, net/core/dev.c, net/ipv6/addrconf.c. Where a message changed, each form stands,
// the newest first.
#include "harness/log/pattern.hpp"
#include "harness/log/scanner.hpp"
#include "harness/log/subject.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace tetherlab::log {
namespace {

using K = Kind;

// After "usb 1-1: " and "usb usb1-port1: ".
constexpr Pattern kUsb[] = {
    {K::kConnect, "new {speed} USB device number {number} using {driver}"},
    {K::kConnect, "new {speed} USB device using {driver} and address {number}"},
    {K::kConnect, "new {speed} USB device number {number}{}"},
    {K::kReset, "reset {speed} USB device number {number} using {driver}"},
    {K::kReset, "reset {speed} USB device using {driver} and address {number}"},
    {K::kDisconnect, "USB disconnect, device number {number}"},
    {K::kDisconnect, "USB disconnect, address {number}"},
    {K::kFound, "New USB device found, idVendor={vendor}, idProduct={product}, bcdDevice={detail}"},
    {K::kFound, "New USB device found, idVendor={vendor}, idProduct={product}"},
    {K::kFound, "New USB device found, idVendor={vendor}, idProduct={product},{}"},
    {K::kProduct, "Product: {detail}"},
    {K::kManufacturer, "Manufacturer: {detail}"},
    {K::kSerial, "SerialNumber: {detail}"},
    {K::kConfigChosen, "configuration #{number} chosen from {}"},
    {K::kAddressRefused, "device not accepting address {number}, error {error}"},
    {K::kAddressRefused, "device not accepting address {number} (error={error})"},
    {K::kEnableFailed, "hub failed to enable device, error {error}"},
    {K::kSetupFailed, "Device not responding to setup {stage}."},
    {K::kDescriptorFailed, "device descriptor read/{detail}, error {error}"},
    {K::kDescriptorFailed, "Invalid ep0 maxpacket: {}"},
    {K::kConfigFailed, "unable to read config index {number} descriptor/{detail}: {error}"},
    {K::kConfigFailed, "unable to read config index {number} descriptor/{detail}"},
    {K::kConfigFailed, "can't read configurations, error {error}"},
    {K::kConfigFailed, "config index {number} descriptor too short {detail}"},
    {K::kStringFailed, "string descriptor {} read error: {error}"},
    {K::kWrongDescriptor, "got a wrong device descriptor, warm reset device"},
    {K::kDebounceFailed, "connect-debounce failed{}"},
    {K::kCannotEnable, "Cannot enable. Maybe the USB cable is bad?"},
    {K::kCannotEnable, "cannot reset (err = {error})"},
    {K::kCannotEnable, "cannot warm reset (err = {error})"},
    {K::kCannotEnable, "cannot disable (err = {error})"},
    {K::kEmi, "disabled by hub (EMI?), re-enabling..."},
    {K::kPowerCycle, "attempt power cycle"},
    {K::kGaveUp, "unable to enumerate USB device"},
    {K::kConfigRefused, "can't set config #{number}, error {error}"},
    {K::kNoConfiguration, "no configuration chosen from {number} choice{}"},
    {K::kResetFailed, "device firmware changed"},
    {K::kResetFailed, "can't restore configuration #{number} (error={error})"},
    {K::kSlow, "not running at top speed; connect to a high speed hub"},
    {K::kOverCurrent, "over-current condition"},
    {K::kOverCurrent, "over-current change{}"},
    {K::kPowerTooLow, "rejected {number} configuration{} due to insufficient available bus power"},
    {K::kPowerTooLow, "{}mA is over {}mA budget!"},
    {K::kPowerTooLow, "{}mA over power budget!"},
    {K::kPowerTooLow, "can't connect bus-powered hub to this port"},
    {K::kPowerTooLow, "new config #{number} exceeds power limit by {}mA"},
    {K::kNoResources, "Not enough bandwidth for altsetting {}"},
    {K::kSerialPort, "{} converter now attached to {detail}"},
    {K::kDriverAt, "Found UVC {} device {detail}"},
};

// After "hub 1-0:1.0: ". The number is the port's, where the message names one.
constexpr Pattern kHub[] = {
    {K::kHub, "{number} ports detected"},
    {K::kHub, "{number} port detected"},
    {K::kGaveUp, "unable to enumerate USB device on port {number}"},
    {K::kCannotEnable, "Cannot enable port {number}.  Maybe the USB cable is bad?"},
    {K::kCannotEnable, "Cannot enable port {number}. Maybe the USB cable is bad?"},
    {K::kCannotEnable, "cannot reset port {number} (err = {error})"},
    {K::kCannotEnable, "cannot disable port {number} (err = {error})"},
    {K::kEmi, "port {number} disabled by hub (EMI?), re-enabling..."},
    {K::kDebounceFailed, "connect-debounce failed, port {number} disabled"},
    {K::kOverCurrent, "over-current condition on port {number}"},
    {K::kOverCurrent, "over-current change on port {number}"},
    {K::kOverCurrent, "over-current condition"},
    {K::kPowerTooLow, "insufficient power available to use all downstream ports"},
};

// After "rndis_host 1-1:1.0: " and "cdc_ether 1-1:1.0 usb0: ", the netdev's name also in front ("usb0: …").
constexpr Pattern kInterface[] = {
    {K::kRegistered, "register '{driver}' at {}, {detail}, {mac}"},
    {K::kRegistered, "register '{driver}' at {}, {detail}"},
    {K::kRegistered, "register '{driver}' at {}"},
    {K::kUnregistered, "unregister '{driver}' {}"},
    {K::kRenamed, "renamed from {from}"},
    {K::kRenamed, "renamed from {from} {}"},
    {K::kRenamed, "renamed network interface {from} to {netdev}"},
    {K::kRndisFailed, "RNDIS init failed, {error}"},
    {K::kRndisFailed, "rndis {detail}, {error}"},
    {K::kRndisFailed, "dev can't take {} byte packets (max {number})"},
    {K::kBindTrouble, "dev can't take {detail}"},
    {K::kBindTrouble, "RNDIS_MSG_QUERY({code}) {detail}"},
    {K::kBindFailed, "bind() failure"},
    {K::kBindFailed, "probe with driver {driver} failed with error {error}"},
    {K::kBindTrouble, "bad CDC descriptors"},
    {K::kBindTrouble, "SET_NTB_FORMAT failed"},
    {K::kBindTrouble, "SET_CRC_MODE failed"},
    {K::kBindTrouble, "failed GET_NTB_PARAMETERS"},
    {K::kBindTrouble, "CDC Union missing and no IAD found"},
    {K::kBindTrouble, "MBIM functional descriptor missing"},
    {K::kBindTrouble, "NCM or ECM functional descriptors missing"},
    {K::kBindTrouble, "failed to claim data intf"},
    {K::kBindTrouble, "failed to get mac address"},
    {K::kBindTrouble, "Unable to find {detail}"},
    {K::kBindTrouble, "error registering netdev: {error}"},
    {K::kStorage, "USB Mass Storage device detected"},
    {K::kAttachedPhone, "Apple iPhone USB Ethernet device attached"},
    {K::kUnregistered, "Apple iPhone USB Ethernet now disconnected"},
    {K::kWatchdog, "NETDEV WATCHDOG: CPU: {}: transmit queue {number} timed out {}"},
    {K::kWatchdog, "NETDEV WATCHDOG: transmit queue {number} timed out{}"},
    {K::kTransfer, "{detail}: urb status: {error}"},
    {K::kTransfer, "{detail}: usb_control_msg: {error}"},
    {K::kTransfer, "can't clear {detail} halt, status {error}"},
    {K::kTransfer, "open reset fail ({error}) {detail}"},
    {K::kTransfer, "can't open; {error}"},
    {K::kTransfer, "kevent {detail} may have been dropped"},
    {K::kLinkUp, "network connection: connected"},
    {K::kLinkDown, "network connection: disconnected"},
    {K::kLinkUp, "CDC: network connection: connected"},
    {K::kLinkDown, "CDC: network connection: disconnected"},
};

// After "xhci_hcd 0000:00:14.0: ".
constexpr Pattern kController[] = {
    {K::kSetupFailed, "ERROR: unexpected setup {stage} command completion code {code}."},
    {K::kSetupFailed, "Setup ERROR: setup {stage} command for slot {detail}."},
    {K::kSetupFailed, "ERROR: Incompatible device for setup {stage} command"},
    {K::kSetupFailed, "Timeout while waiting for setup {detail} command"},
    {K::kSetupFailed, "Timeout while waiting for {stage} device command"},
    {K::kSetupFailed, "Setup ERROR: {stage} device command for slot {detail}."},
    {K::kSetupFailed, "ERROR: unexpected command completion code {code} for address device."},
    {K::kHostDied, "xHCI host controller not responding, assume dead"},
    {K::kHostDied, "HC died; cleaning up"},
    {K::kHostTrouble, "HC died; {detail}"},
    {K::kHostTrouble, "xHCI host not responding to stop endpoint command{detail}"},
    {K::kHostTrouble, "Host halt failed, {error}"},
    {K::kHostTrouble, "WARNING: Host System Error"},
    {K::kHostTrouble, "Host not accessible, reset failed."},
    {K::kHostTrouble, "Host controller not accessible, removed?"},
    {K::kHostTrouble, "fatal error"},
    {K::kHostTrouble, "OHCI Unrecoverable Error, {detail}"},
    {K::kHostTrouble, "HcDoneHead not written back; disabled"},
    {K::kHostTrouble, "frame counter not updating; disabled"},
    {K::kNoResources, "Not enough host controller resources for new device state."},
    {K::kNoResources, "Not enough bandwidth for new device state."},
    {K::kNoResources, "Max number of devices this xHCI host supports is {number}."},
    {K::kBusNew, "new USB bus registered, assigned bus number {number}"},
    {K::kBusGone, "USB bus {number} deregistered"},
    {K::kPowerTooLow, "insufficient {detail}"},
};

// Whole messages of other form.
constexpr Pattern kOther[] = {
    {K::kDriverLoaded, "usbcore: registered new interface driver {driver}"},
    {K::kDriverLoaded, "usbcore: registered new driver {driver}"},
    {K::kBindFailed, "{driver}: probe of {interface} failed with error {error}"},
    {K::kWatchdog, "NETDEV WATCHDOG: {netdev} ({driver}): transmit queue {number} timed out{}"},
    {K::kWatchdog, "NETDEV WATCHDOG: {netdev}: transmit timed out"},
    {K::kWatchdog, "{netdev}: NETDEV WATCHDOG: CPU: {}: transmit queue {number} timed out {}"},
    {K::kRegistered, "{netdev}: register '{driver}' at {}, {detail}, {mac}"},
    {K::kRegistered, "{netdev}: register '{driver}' at {}, {detail}"},
    {K::kUnregistered, "{netdev}: unregister '{driver}' {}"},
    {K::kRenamed, "{netdev}: renamed from {from}"},
    {K::kRenamed, "udev: renamed network interface {from} to {netdev}"},
    {K::kLinkDown, "IPv6: ADDRCONF(NETDEV_UP): {netdev}: link is not ready"},
    {K::kLinkUp, "IPv6: ADDRCONF(NETDEV_CHANGE): {netdev}: link becomes ready"},
    {K::kLinkDown, "ADDRCONF(NETDEV_UP): {netdev}: link is not ready"},
    {K::kLinkUp, "ADDRCONF(NETDEV_CHANGE): {netdev}: link becomes ready"},
    {K::kUnderVoltage, "{}: Undervoltage detected!"},
    {K::kUnderVoltage, "Under-voltage detected! {detail}"},
    {K::kUnderVoltage, "Under-voltage detected!"},
};

// The first pattern that fits.
template <std::size_t N>
bool find(const Pattern (&table)[N], std::string_view text, Event& event) {
    for (const Pattern& pattern : table) {
        if (!may_match(pattern.text, text) || !match(pattern.text, text, event)) continue;
        event.kind = pattern.kind;
        return true;
    }
    return false;
}

// Whether a text that fits none is the beginning of one.
template <std::size_t N>
bool begins_one_of(const Pattern (&table)[N], std::string_view text) {
    constexpr std::size_t kLeast = 4;  // characters that tell one message from another
    return std::any_of(std::begin(table), std::end(table), [text](const Pattern& pattern) {
        const std::string_view start = pattern.text.substr(0, pattern.text.find('{'));
        return std::min(start.size(), text.size()) >= kLeast &&
               (may_match(pattern.text, text) || start.starts_with(text));
    });
}

// "usb0: register …" of kernels before 3.10 (netdev_printk): the netdev belongs to the body.
bool find_interface(std::string_view body, Event& event) {
    if (find(kInterface, body, event)) return true;
    const std::size_t colon = body.find(": ");
    if (colon == std::string_view::npos || body.substr(0, colon).find(' ') != std::string_view::npos) {
        return false;
    }
    Event candidate = event;
    candidate.netdev = body.substr(0, colon);
    if (!find(kInterface, body.substr(colon + 2), candidate)) return false;
    event = std::move(candidate);
    return true;
}

void describe(const Subject& subject, Event& event) {
    event.port = port_of(subject);
    if (subject.kind != Subject::Kind::kInterface && subject.kind != Subject::Kind::kController) return;
    event.driver = subject.driver;
    if (subject.kind == Subject::Kind::kController) return;
    event.interface = subject.device;
    event.netdev = subject.netdev;
}

// "usb usb3: USB disconnect, device number 1": the bus goes. What else is said of a root hub is said of every
// one at boot.
bool is_root_hub_gone(const Subject& subject, Event& event) {
    std::string_view bus = subject.device;
    const bool root = take(bus, "usb");
    const auto number = integer(bus);
    if (event.kind != Kind::kDisconnect || !root || !number) return false;
    event.kind = Kind::kBusGone;
    event.number = *number;
    return true;
}

bool find_by_subject(const Subject& subject, std::string_view message, Event& event) {
    switch (subject.kind) {
        case Subject::Kind::kUsb:
            if (!find(kUsb, subject.body, event)) return false;
            if (event.kind == Kind::kDriverAt) {
                event.driver = "uvcvideo";
                event.interface = event.port + ":1.0";
            }
            return !event.port.empty() || is_root_hub_gone(subject, event);
        case Subject::Kind::kHub:
            if (!find(kHub, subject.body, event)) return false;
            if (event.kind != Kind::kHub && event.number > 0) {
                event.port = port_of_hub(subject.device, event.number);
                event.number = 0;
            }
            return true;
        case Subject::Kind::kInterface:
            if (find_interface(subject.body, event)) return true;
            event.kind = Kind::kDriverAt;
            // With debugging on, the core says which drivers it tries.
            return subject.driver != "usb" && !subject.body.starts_with("usb_probe_interface");
        case Subject::Kind::kController:
            return find(kController, subject.body, event);
        case Subject::Kind::kOther:
            return find(kOther, message, event);
    }
    return false;
}

}  // namespace

std::optional<Event> event_of(std::string_view message) {
    const Subject subject = subject_of(message);
    std::optional<Event> event(std::in_place);
    describe(subject, *event);
    if (!find_by_subject(subject, message, *event)) {
        event.reset();
        return event;
    }
    if (event->port.empty() && is_interface(event->interface)) {
        event->port = event->interface.substr(0, event->interface.find(':'));
    }
    event->text = message;
    return event;
}

bool breaks_off(std::string_view message) {
    const Subject subject = subject_of(message);
    const auto event = event_of(message);
    if (event && event->kind != Kind::kDriverAt) return false;
    switch (subject.kind) {
        case Subject::Kind::kUsb:
            return begins_one_of(kUsb, subject.body);
        case Subject::Kind::kHub:
            return begins_one_of(kHub, subject.body);
        case Subject::Kind::kInterface:
            return begins_one_of(kInterface, subject.body);
        case Subject::Kind::kController:
            return begins_one_of(kController, subject.body);
        case Subject::Kind::kOther:
            return false;
    }
    return false;
}

bool may_go_on(std::string_view message) {
    return subject_of(message).kind != Subject::Kind::kOther || message.starts_with("NETDEV WATCHDOG") ||
           message.find(": register '") != std::string_view::npos || message.starts_with("usbcore: ");
}

}  // namespace tetherlab::log
