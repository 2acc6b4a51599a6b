// SPDX-License-Identifier: Apache-2.0
#include "harness/log/event.hpp"

#include <algorithm>
#include <iterator>

namespace tetherlab::log {
namespace {

struct Name {
    Kind kind;
    const char* text;
};

constexpr Name kNames[] = {
    {Kind::kConnect, "connect"},
    {Kind::kReset, "reset"},
    {Kind::kDisconnect, "disconnect"},
    {Kind::kFound, "found"},
    {Kind::kProduct, "product"},
    {Kind::kManufacturer, "manufacturer"},
    {Kind::kSerial, "serial"},
    {Kind::kConfigChosen, "configuration-chosen"},
    {Kind::kBusNew, "bus-new"},
    {Kind::kBusGone, "bus-gone"},
    {Kind::kSetupFailed, "setup-failed"},
    {Kind::kEnableFailed, "enable-failed"},
    {Kind::kAddressRefused, "address-refused"},
    {Kind::kDescriptorFailed, "descriptor-failed"},
    {Kind::kConfigFailed, "configuration-unreadable"},
    {Kind::kStringFailed, "string-unreadable"},
    {Kind::kWrongDescriptor, "wrong-descriptor"},
    {Kind::kDebounceFailed, "debounce-failed"},
    {Kind::kCannotEnable, "cannot-enable"},
    {Kind::kEmi, "disabled-by-hub"},
    {Kind::kPowerCycle, "power-cycle"},
    {Kind::kGaveUp, "gave-up"},
    {Kind::kConfigRefused, "configuration-refused"},
    {Kind::kNoConfiguration, "no-configuration"},
    {Kind::kResetFailed, "reset-failed"},
    {Kind::kSlow, "slow"},
    {Kind::kOverCurrent, "over-current"},
    {Kind::kPowerTooLow, "power-too-low"},
    {Kind::kUnderVoltage, "under-voltage"},
    {Kind::kHostDied, "host-died"},
    {Kind::kHostTrouble, "host-trouble"},
    {Kind::kNoResources, "no-resources"},
    {Kind::kDriverLoaded, "driver-loaded"},
    {Kind::kDriverAt, "driver-at"},
    {Kind::kRegistered, "netdev-registered"},
    {Kind::kUnregistered, "netdev-unregistered"},
    {Kind::kRenamed, "netdev-renamed"},
    {Kind::kBindFailed, "bind-failed"},
    {Kind::kBindTrouble, "bind-trouble"},
    {Kind::kRndisFailed, "rndis-failed"},
    {Kind::kStorage, "storage"},
    {Kind::kSerialPort, "serial-port"},
    {Kind::kHub, "hub"},
    {Kind::kAttachedPhone, "phone-attached"},
    {Kind::kModeSwitch, "mode-switch"},
    {Kind::kWatchdog, "watchdog"},
    {Kind::kLinkUp, "link-up"},
    {Kind::kLinkDown, "link-down"},
    {Kind::kTransfer, "transfer-failed"},
    {Kind::kDhcpAsk, "dhcp-ask"},
    {Kind::kDhcpLease, "dhcp-lease"},
    {Kind::kDhcpNak, "dhcp-nak"},
    {Kind::kDhcpFailed, "dhcp-failed"},
    {Kind::kNoPrefix, "no-prefix"},
};

}  // namespace

const char* to_text(Kind kind) {
    const Name* found = std::find_if(std::begin(kNames), std::end(kNames),
                                     [&](const Name& name) { return name.kind == kind; });
    return found == std::end(kNames) ? "unknown" : found->text;
}

}  // namespace tetherlab::log
