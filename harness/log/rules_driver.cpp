// SPDX-License-Identifier: Apache-2.0
// What goes wrong between an enumerated device and its network interface.
#include "harness/log/drivers.hpp"
#include "harness/log/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::log {
namespace {

using namespace std::chrono_literals;

bool made_netdev_after(const Case& of, std::size_t event) {
    const auto netdevs = of.events({Kind::kRegistered, Kind::kAttachedPhone});
    return !netdevs.empty() && netdevs.back() > event;
}

// Why, for those reasons that mean something to an owner.
std::string reason_text(const Event& event) {
    constexpr int kRefused = -32;
    if (event.kind == Kind::kRndisFailed) {
        return event.error == kRefused ? "it refuses RNDIS" : "it does not answer RNDIS";
    }
    const std::size_t colon = event.text.find(": ");
    return colon == std::string::npos ? event.text : event.text.substr(colon + 2);
}

}  // namespace

std::optional<Finding> find_driver_failed(const Case& of) {
    const auto failures = of.events({Kind::kRndisFailed, Kind::kBindFailed});
    if (failures.empty()) return std::nullopt;
    const Event& last = of.event(failures.back());
    const auto rndis = of.events({Kind::kRndisFailed});
    const auto reasons = of.events({Kind::kBindTrouble});
    const Event& why = !rndis.empty()     ? of.event(rndis.back())
                       : !reasons.empty() ? of.event(reasons.back())
                                          : last;
    const bool is_rndis = !rndis.empty();
    return Finding{
        .code = is_rndis ? "rndis-init-failed" : "driver-failed",
        .certainty = Certainty::kShown,
        .over = made_netdev_after(of, failures.back()),
        .sentence =
            fmt::format("{} tried to take {} and gave up: {}{}", last.driver, of.device(), reason_text(why),
                        failures.size() > 1 ? fmt::format(", {} times", failures.size()) : ""),
        .evidence = of.evidence({Kind::kRndisFailed, Kind::kBindTrouble, Kind::kBindFailed}),
        .against = {},
        .advice = is_rndis ? "plug it in again when it has booted: the driver does not try twice; if it "
                             "stays so, use its other configuration or mode"
                           : "try another mode of the device (usb_modeswitch or usbmode, or "
                             "bConfigurationValue), or another kernel: the device does not do what this "
                             "driver asks for",
        .port = {}};
}

// On the bus for long, and no driver says a word of it: there is none that fits.
std::optional<Finding> find_no_driver(const Case& of) {
    constexpr Micros kLongEnough = 5s;
    if (of.story.role != Role::kUnknown || of.story.counts.netdevs_up > 0) return std::nullopt;
    std::vector<std::size_t> connects;
    for (const Attachment& attachment : of.story.attachments) {
        if (attachment.end == End::kFails || !attachment.connect) continue;
        const auto from = of.event(*attachment.connect).at;
        const Session& session = of.account.log.sessions[static_cast<std::size_t>(of.story.session)];
        const auto until = attachment.disconnect ? of.event(*attachment.disconnect).at : session.ends;
        if (from && until && *until - *from >= kLongEnough) connects.push_back(*attachment.connect);
    }
    if (connects.empty()) return std::nullopt;
    return Finding{
        .code = "no-driver",
        .certainty = Certainty::kLikely,
        .over = false,
        .sentence = fmt::format("{} is on the bus and no driver says a word of it: a driver that takes "
                                "it would log \"register\" and the name of an interface",
                                of.device()),
        .evidence = of.evidence(connects),
        .against = {},
        .advice =
            "look for Driver=(none) in /sys/kernel/debug/usb/devices; the class of that interface "
            "names the package: e0/01/03, ef/04/01 and 02/02/ff need kmod-usb-net-rndis, 02/06/00 "
            "kmod-usb-net-cdc-ether, 02/0d/00 kmod-usb-net-cdc-ncm, 02/0e/00 "
            "kmod-usb-net-cdc-mbim",
        .port = {}};
}

}  // namespace tetherlab::log
