// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/observe/observer.hpp"
#include "harness/verdict/replay.hpp"

#include <optional>
#include <string>
#include <variant>

// What a scenario can expect, one type for each key of an expect step.
namespace tetherlab::verdict {

// usb: enumerated. The hotspot is on the router's bus, configured, and shows the descriptors of its profile.
struct UsbEnumerated {};

// usb: verified. The hotspot shows the router every byte, string and the speed that its profile says.
struct UsbVerified {};

// usb: absent. The hotspot is not on the router's bus.
struct UsbAbsent {};

// configuration: N, a bConfigurationValue
struct ConfigurationIs {
    int value = 0;
};

// driver: NAME of the active configuration's control interface; nothing for "none"
struct DriverIs {
    std::optional<std::string> name;
};

// netdev: NAME that the driver made; nothing for "none"
struct NetdevIs {
    std::optional<std::string> name;
};

// lease: SUBNET ("192.168.1.0/24") that the WAN's IPv4 address is in
struct LeaseIn {
    std::string subnet;
};

// default-route: DEVICE
struct DefaultRouteVia {
    std::string device;
};

// dns: NAME that the router's resolver answers
struct DnsAnswers {
    std::string name;
};

enum class Where { kRouter, kClient };

// http: router | client
struct HttpFrom {
    Where where = Where::kRouter;
};

// ipv6: address in the hotspot's prefix
struct Ipv6Address {};

// http6: router
struct Http6FromRouter {};

enum class Usability { kUsable, kUnusable };

// wan: usable | unusable, for a client on the LAN. Unusable holds only when the client tried and failed, and
// something on the router explains why.
struct WanIs {
    Usability usability = Usability::kUsable;
};

// diagnosis: CODE, whose sentence or evidence holds the text `names`, if that is not empty
struct DiagnosisIs {
    // "none": nothing is wrong, and a LAN client reaches the web; "none-seen": the router shows nothing
    // wrong, and whether anybody reaches the web is not asked.
    std::string code;
    std::string names;
};

// download: RATE at least, of a client on the LAN
struct DownloadOf {
    double rate = 0;  // bits per second
};

// log: TEXT, which stands in at least so many lines of the router's kernel log since the last step
struct LogHas {
    std::string text;
    int times = 1;
};

// no-log: TEXT, which stands in no line of it
struct LogLacks {
    std::string text;
};

enum class FaultMoment { kFired, kEnded };

// fault: ID fired | ended
struct FaultHas {
    std::string id;
    FaultMoment moment = FaultMoment::kFired;
};

using Assertion = std::variant<UsbEnumerated, UsbVerified, UsbAbsent, ConfigurationIs, DriverIs, NetdevIs,
                               LeaseIn, DefaultRouteVia, DnsAnswers, HttpFrom, Ipv6Address, Http6FromRouter,
                               WanIs, DiagnosisIs, DownloadOf, LogHas, LogLacks, FaultHas, Replayed>;

// What has to be observed to decide it.
observe::Needs needs(const Assertion& assertion);

// What the assertion wants, for people: "driver rndis_host on the control interface".
std::string expected(const Assertion& assertion);

}  // namespace tetherlab::verdict
