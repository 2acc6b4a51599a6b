// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/examination.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/address.hpp"
#include "gadget/profile/descriptors.hpp"
#include "gadget/profile/usb_class.hpp"
#include "harness/log/drivers.hpp"
#include "harness/verdict/dhcp.hpp"
#include "harness/verdict/sighting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tetherlab::verdict {
namespace {

using observe::KernelEventKind;
using observe::RouterFacts;

// The last lines of the kernel's log that mean one of these.
std::vector<std::string> log_lines(const RouterFacts& facts, std::initializer_list<KernelEventKind> kinds) {
    constexpr std::size_t kShown = 5;
    std::vector<std::string> lines;
    for (const observe::KernelEvent& event : observe::kernel_events(facts.kernel_log)) {
        if (std::find(kinds.begin(), kinds.end(), event.kind) != kinds.end()) lines.push_back(event.line);
    }
    if (lines.size() > kShown) lines.erase(lines.begin(), lines.end() - kShown);
    return lines;
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// One look at one hotspot; each function finds one thing, or nothing.
class Examination {
public:
    Examination(const RouterFacts& facts, const profile::Profile& hotspot)
        : facts_(facts), hotspot_(hotspot), seen_(find_hotspot(facts, hotspot)) {}

    std::vector<Diagnosis> run() const;

private:
    std::optional<Diagnosis> charge_only() const;
    std::optional<Diagnosis> not_enumerated() const;
    std::optional<Diagnosis> configuration_order() const;
    std::optional<Diagnosis> wrong_configuration() const;
    std::optional<Diagnosis> no_driver() const;
    std::optional<Diagnosis> other_device() const;
    std::optional<Diagnosis> subnet_clash() const;
    std::optional<Diagnosis> wrong_lease() const;
    std::optional<Diagnosis> no_carrier() const;
    std::optional<Diagnosis> no_lease() const;
    std::optional<Diagnosis> short_lease() const;
    std::optional<Diagnosis> no_ipv6() const;

    bool wan_uses_hotspot() const {
        return seen_.netdev != nullptr && facts_.wan_device == seen_.netdev->name;
    }

    // Nothing passes until the hotspot says that its link is on, and the kernel has heard it.
    bool lacks_carrier() const { return wan_uses_hotspot() && seen_.netdev->carrier == false; }

    std::vector<observe::InterfaceAddress> addresses(
        const std::optional<observe::InterfaceStatus>& of) const {
        return of ? of->ipv4 : std::vector<observe::InterfaceAddress>();
    }

    std::string other_way_out() const;
    std::string control_line() const;

    const RouterFacts& facts_;
    const profile::Profile& hotspot_;
    Sighting seen_;
};

std::vector<Diagnosis> Examination::run() const {
    std::vector<Diagnosis> found;
    for (const auto& diagnosis : {charge_only(), not_enumerated(), wrong_configuration(),
                                  configuration_order(), no_driver(), other_device(), subnet_clash(),
                                  wrong_lease(), no_carrier(), no_lease(), short_lease(), no_ipv6()}) {
        if (diagnosis) found.push_back(*diagnosis);
    }
    return found;
}

// Another product of the same vendor, without a network: the hotspot before somebody switches tethering on.
std::optional<Diagnosis> Examination::charge_only() const {
    if (seen_.device != nullptr) return std::nullopt;
    for (const observe::UsbDevice& device : facts_.usb) {
        if (device.vendor_id != hotspot_.vendor_id || device.topology.level == 0) continue;
        const bool network = std::any_of(
            device.configurations.begin(), device.configurations.end(), [](const auto& configuration) {
                return std::any_of(
                    configuration.interfaces.begin(), configuration.interfaces.end(),
                    [](const auto& interface) { return net_function(interface.triple) != nullptr; });
            });
        if (network) continue;
        return Diagnosis{
            "charge-only",
            fmt::format("the hotspot shows itself as {:04x}:{:04x}, which has no network", device.vendor_id,
                        device.product_id),
            {fmt::format("P:  Vendor={:04x} ProdID={:04x}", device.vendor_id, device.product_id)},
            "switch tethering on in its menu"};
    }
    return std::nullopt;
}

std::optional<Diagnosis> Examination::not_enumerated() const {
    if (seen_.device != nullptr || charge_only()) return std::nullopt;
    return Diagnosis{"not-enumerated",
                     fmt::format("{} ({:04x}:{:04x}) is not on the router's USB bus", hotspot_.title,
                                 hotspot_.vendor_id, hotspot_.product_id),
                     log_lines(facts_, {KernelEventKind::kDisconnect, KernelEventKind::kAddressRefused,
                                        KernelEventKind::kEnableFailed, KernelEventKind::kSetupFailed,
                                        KernelEventKind::kDescriptorUnreadable, KernelEventKind::kGaveUp}),
                     "check cable and power of the hotspot, and that tethering is on in its menu"};
}

std::optional<Diagnosis> Examination::wrong_configuration() const {
    if (seen_.device == nullptr || !seen_.driver().empty()) return std::nullopt;
    const int wanted = profile::expected_configuration(hotspot_);
    if (seen_.configuration != nullptr && seen_.configuration->value == wanted) return std::nullopt;
    const std::string state = seen_.configuration == nullptr ? "no configuration is active"
                                                             : fmt::format("{} is active without a driver",
                                                                           to_text(*seen_.configuration));
    return Diagnosis{"wrong-configuration",
                     fmt::format("{}, where Linux takes configuration {} of this hotspot", state, wanted),
                     log_lines(facts_, {KernelEventKind::kPowerTooLow, KernelEventKind::kNoConfiguration}),
                     fmt::format("echo {} > /sys/bus/usb/devices/…/bConfigurationValue", wanted)};
}

// Linux goes by the order of configurations, so that another order makes another driver take the hotspot.
std::optional<Diagnosis> Examination::configuration_order() const {
    if (seen_.device == nullptr || seen_.device->configurations.empty()) return std::nullopt;
    const observe::UsbConfiguration& first = seen_.device->configurations.front();
    if (hotspot_.configurations.empty() || first.value == hotspot_.configurations.front().value)
        return std::nullopt;
    return Diagnosis{
        "config-order",
        fmt::format("the hotspot lists {} first, where it is known to list configuration {}", to_text(first),
                    hotspot_.configurations.front().value),
        {fmt::format("C:  Cfg#={:2} is the first of {}", first.value, seen_.device->configurations.size())},
        "nothing, as long as the driver of that configuration is installed",
        !seen_.driver().empty()};
}

// "; or use configuration 1 with cdc_ether": another configuration whose driver is there already.
std::string Examination::other_way_out() const {
    for (const observe::UsbConfiguration& other : seen_.device->configurations) {
        if (other.active || other.interfaces.empty()) continue;
        const log::NetFunction* kind = net_function(other.interfaces.front().triple);
        if (kind != nullptr && contains(facts_.usb_drivers, kind->driver)) {
            return fmt::format("; or use configuration {} with {}", other.value, kind->driver);
        }
    }
    return {};
}

// The I: line of the control interface, as usb/devices has it.
std::string Examination::control_line() const {
    return fmt::format("I:* If#={:2} Alt={:2} #EPs={:2} {} Driver={}", seen_.control->number,
                       seen_.control->alternate, seen_.control->endpoints.size(),
                       profile::devices_text(seen_.control->triple), seen_.control->driver);
}

std::optional<Diagnosis> Examination::no_driver() const {
    if (seen_.control == nullptr || !seen_.driver().empty()) return std::nullopt;
    const log::NetFunction* kind = net_function(seen_.control->triple);
    if (kind == nullptr) return std::nullopt;

    const std::string chosen = fmt::format("{} configuration chosen, no driver: ", kind->name);
    const std::string driver = kind->driver;
    const std::string package = kind->package;
    if (contains(facts_.usb_drivers, driver)) {
        std::vector<std::string> evidence = log_lines(facts_, {KernelEventKind::kRndisFailed});
        const char* code = evidence.empty() ? "driver-failed" : "rndis-init-failed";
        evidence.insert(evidence.begin(), control_line());
        return Diagnosis{code, chosen + driver + " is loaded but did not take the interface",
                         std::move(evidence),
                         "look for its messages in the kernel log; plug the hotspot in again"};
    }
    if (contains(facts_.kmods, package)) {
        return Diagnosis{
            "kmod-not-loaded",
            chosen + package + " is installed but " + driver + " is not loaded",
            {control_line()},
            fmt::format("modprobe {}; a package of another kernel build cannot be loaded", driver)};
    }
    return Diagnosis{"missing-kmod",
                     chosen + package + " missing" + other_way_out(),
                     {control_line()},
                     fmt::format("install {}, or build an image with it", package)};
}

std::optional<Diagnosis> Examination::other_device() const {
    if (seen_.netdev == nullptr || wan_uses_hotspot()) return std::nullopt;
    const std::string& name = seen_.netdev->name;
    const std::string advice = fmt::format(
        "uci set network.wan.device='{0}'; uci set network.wan6.device='{0}'; "
        "uci commit network; /etc/init.d/network restart",
        name);
    if (facts_.wan_device.empty() || contains(facts_.netdevs, facts_.wan_device)) {
        const std::string used = facts_.wan_device.empty() ? "no device" : facts_.wan_device;
        return Diagnosis{"wan-elsewhere",
                         fmt::format("wan uses {}, the hotspot is {}", used, name),
                         {fmt::format("network.wan.device='{}'", facts_.wan_device)},
                         advice};
    }
    std::vector<std::string> evidence =
        log_lines(facts_, {KernelEventKind::kRegistered, KernelEventKind::kRenamed});
    evidence.push_back(fmt::format("network.wan.device='{}'", facts_.wan_device));
    return Diagnosis{
        "renamed-interface",
        fmt::format("wan waits for {}, but the hotspot's interface is {}", facts_.wan_device, name),
        std::move(evidence), advice};
}

std::optional<Diagnosis> Examination::subnet_clash() const {
    if (seen_.device == nullptr) return std::nullopt;
    const std::vector<observe::InterfaceAddress> leases =
        wan_uses_hotspot() ? addresses(facts_.wan) : std::vector<observe::InterfaceAddress>();
    const observe::InterfaceAddress wan =
        leases.empty() ? observe::InterfaceAddress{hotspot_.lan.gateway, hotspot_.lan.prefix_length}
                       : leases[0];
    for (const observe::InterfaceAddress& lan : addresses(facts_.lan)) {
        const auto a = profile::ipv4_from_text(lan.address);
        const auto b = profile::ipv4_from_text(wan.address);
        if (!a || !b || !profile::overlap(*a, lan.prefix_length, *b, wan.prefix_length)) continue;
        return Diagnosis{"subnet-clash",
                         fmt::format("the router's LAN {}/{} and the hotspot's network {} overlap",
                                     lan.address, lan.prefix_length, hotspot_.lan.subnet()),
                         {fmt::format("lan has {}/{}", lan.address, lan.prefix_length),
                          leases.empty() ? fmt::format("the hotspot is {}/{}", wan.address, wan.prefix_length)
                                         : fmt::format("wan has {}/{}", wan.address, wan.prefix_length)},
                         fmt::format("move the router's LAN out of {}", hotspot_.lan.subnet())};
    }
    return std::nullopt;
}

std::optional<Diagnosis> Examination::wrong_lease() const {
    if (!wan_uses_hotspot() || addresses(facts_.wan).empty()) return std::nullopt;
    const observe::InterfaceAddress& wan = facts_.wan->ipv4.front();
    const auto own = profile::ipv4_from_text(hotspot_.lan.gateway);
    const auto got = profile::ipv4_from_text(wan.address);
    if (!own || !got || profile::overlap(*own, hotspot_.lan.prefix_length, *got, 32)) return std::nullopt;
    return Diagnosis{"wrong-lease",
                     fmt::format("the hotspot gave {}/{}, and is itself in {}", wan.address,
                                 wan.prefix_length, hotspot_.lan.subnet()),
                     {fmt::format("wan has {}/{}", wan.address, wan.prefix_length),
                      fmt::format("the hotspot is {}/{}", hotspot_.lan.gateway, hotspot_.lan.prefix_length)},
                     "restart the hotspot"};
}

std::optional<Diagnosis> Examination::no_carrier() const {
    if (!lacks_carrier()) return std::nullopt;
    return Diagnosis{
        "no-carrier",
        fmt::format(
            "{} is up and has no carrier: the hotspot says that its link is off, or the router's kernel "
            "has lost that it is on",
            facts_.wan_device),
        {fmt::format("{} of {}: carrier 0", facts_.wan_device, seen_.driver())},
        "unplug the hotspot and plug it in again; kernels since 2025 can lose the message "
        "(docs/kernel-notes.md), and down and up does not help"};
}

std::optional<Diagnosis> Examination::no_lease() const {
    if (lacks_carrier()) return std::nullopt;
    if (!wan_uses_hotspot() || !addresses(facts_.wan).empty()) return std::nullopt;
    const std::string state = !facts_.wan           ? "there is no interface wan"
                              : facts_.wan->pending ? "wan is pending"
                              : facts_.wan->up      ? "wan is up without an address"
                                                    : "wan is down";
    std::vector<std::string> evidence{state};
    if (facts_.wan) evidence.insert(evidence.end(), facts_.wan->errors.begin(), facts_.wan->errors.end());
    const Dhcp dhcp = read_dhcp(facts_.system_log);
    evidence.insert(evidence.end(), dhcp.lines.begin(), dhcp.lines.end());
    if (dhcp.refused > 0) {
        return Diagnosis{"dhcp-nak",
                         fmt::format("the hotspot refuses the leases it offers on {}, {} times",
                                     facts_.wan_device, dhcp.refused),
                         std::move(evidence), "restart the hotspot: its DHCP server has lost its leases"};
    }
    if (dhcp.asked >= kAsksThatDecide && dhcp.offered == 0) {
        return Diagnosis{
            "dhcp-silent",
            fmt::format("the hotspot is up on the bus and answers no DHCP request on {}, {} so far",
                        facts_.wan_device, dhcp.asked),
            std::move(evidence),
            "restart the hotspot; look whether its DHCP server is on, and whether it serves another "
            "device already"};
    }
    return Diagnosis{"no-lease", fmt::format("the hotspot gave no IPv4 address on {}", facts_.wan_device),
                     std::move(evidence),
                     "check that network.wan.proto is dhcp and that the hotspot serves DHCP"};
}

// Both kinds of lease are accepted, and are worth knowing when something else is wrong.
std::optional<Diagnosis> Examination::short_lease() const {
    constexpr int kShort = 300;  // seconds; a WAN that has to renew more often than every few minutes
    if (!wan_uses_hotspot() || addresses(facts_.wan).empty()) return std::nullopt;
    if (facts_.wan->lease_seconds && *facts_.wan->lease_seconds <= kShort) {
        return Diagnosis{"short-lease",
                         fmt::format("the hotspot gives leases of {} s only", *facts_.wan->lease_seconds),
                         {fmt::format("leasetime {}", *facts_.wan->lease_seconds)},
                         "nothing, as long as each is renewed",
                         true};
    }
    const Dhcp dhcp = read_dhcp(facts_.system_log);
    if (!dhcp.took || *dhcp.took < kSlowLease || dhcp.asked != 1) return std::nullopt;
    return Diagnosis{
        "dhcp-slow",
        fmt::format("the hotspot took {} s to give a lease to the first who asked", dhcp.took->count()),
        dhcp.lines, "nothing, as long as it comes", true};
}

std::optional<Diagnosis> Examination::no_ipv6() const {
    if (!hotspot_.lan.ipv6_prefix || !wan_uses_hotspot() || lacks_carrier()) return std::nullopt;
    std::vector<std::string> others;
    for (const observe::DeviceAddress& address : facts_.addresses) {
        if (address.device != facts_.wan_device || !address.is_ipv6) continue;
        if (profile::in_ipv6_slash_64(address.address, *hotspot_.lan.ipv6_prefix)) return std::nullopt;
        others.push_back(fmt::format("{} has {}/{}", address.device, address.address, address.prefix_length));
    }
    const auto counts = facts_.advertisements.find(facts_.wan_device);
    if (counts != facts_.advertisements.end() && counts->second.received == 0) {
        others.push_back(fmt::format("{} has sent {} router solicitations and received 0 advertisements",
                                     facts_.wan_device, counts->second.solicited));
        return Diagnosis{"no-ra",
                         fmt::format("the hotspot sends no router advertisement on {}: no IPv6 without one",
                                     facts_.wan_device),
                         std::move(others), "nothing on the router helps; IPv4 works without"};
    }
    return Diagnosis{"no-ipv6",
                     fmt::format("the hotspot announces {}, {} has no address in it",
                                 *hotspot_.lan.ipv6_prefix, facts_.wan_device),
                     std::move(others), fmt::format("uci set network.wan6.device='{}'", facts_.wan_device)};
}

}  // namespace

std::vector<Diagnosis> examine(const observe::RouterFacts& facts, const profile::Profile& hotspot) {
    return Examination(facts, hotspot).run();
}

}  // namespace tetherlab::verdict
