// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/assertion.hpp"

#include "harness/verdict/diagnosis.hpp"

#include <fmt/format.h>

namespace tetherlab::verdict {
namespace {

// One function for each kind of assertion.
template <typename... Functions>
struct Overload : Functions... {
    using Functions::operator()...;
};

template <typename... Functions>
Overload(Functions...) -> Overload<Functions...>;

const char* to_text(FaultMoment moment) {
    return moment == FaultMoment::kFired ? "fired" : "ended";
}

}  // namespace

observe::Needs needs(const Assertion& assertion) {
    return std::visit(Overload{
                          [](const UsbVerified&) { return observe::Needs{.descriptors = true}; },
                          [](const DnsAnswers& dns) { return observe::Needs{.dns = dns.name}; },
                          [](const HttpFrom& http) {
                              return http.where == Where::kRouter ? observe::Needs{.http_router = true}
                                                                  : observe::Needs{.http_client = true};
                          },
                          [](const Http6FromRouter&) { return observe::Needs{.http6_router = true}; },
                          [](const WanIs&) { return observe::Needs{.router = true, .http_client = true}; },
                          [](const DiagnosisIs& is) { return needs_of(is.code); },
                          [](const DownloadOf&) { return observe::Needs{.download = true}; },
                          [](const LogHas&) { return observe::Needs{}; },
                          [](const LogLacks&) { return observe::Needs{}; },
                          [](const FaultHas&) { return observe::Needs{}; },
                          [](const Replayed&) { return observe::Needs{}; },
                          [](const auto&) { return observe::Needs{.router = true}; },
                      },
                      assertion);
}

std::string expected(const Assertion& assertion) {
    return std::visit(
        Overload{
            [](const UsbEnumerated&) -> std::string {
                return "the hotspot on the bus, configured, as in its profile";
            },
            [](const UsbVerified&) -> std::string {
                return "speed, descriptors and strings of the hotspot as its profile has them";
            },
            [](const UsbAbsent&) -> std::string { return "no hotspot on the bus"; },
            [](const ConfigurationIs& is) { return fmt::format("configuration {}", is.value); },
            [](const DriverIs& is) { return is.name ? fmt::format("driver {}", *is.name) : "no driver"; },
            [](const NetdevIs& is) {
                return is.name ? fmt::format("interface {}", *is.name) : "no interface";
            },
            [](const LeaseIn& lease) { return fmt::format("a WAN address in {}", lease.subnet); },
            [](const DefaultRouteVia& route) { return fmt::format("a default route by {}", route.device); },
            [](const DnsAnswers& dns) { return fmt::format("an address of {}", dns.name); },
            [](const HttpFrom& http) -> std::string {
                return http.where == Where::kRouter ? "an HTTP answer for the router"
                                                    : "an HTTP answer for a client on the LAN";
            },
            [](const Ipv6Address&) -> std::string { return "an address in the hotspot's IPv6 prefix"; },
            [](const Http6FromRouter&) -> std::string { return "an HTTP answer over IPv6 for the router"; },
            [](const WanIs& wan) -> std::string {
                return wan.usability == Usability::kUsable ? "a WAN that a client on the LAN can use"
                                                           : "a WAN that no client can use, and the reason";
            },
            [](const DiagnosisIs& is) {
                return is.names.empty() ? fmt::format("diagnosis {}", is.code)
                                        : fmt::format("diagnosis {} that names {}", is.code, is.names);
            },
            [](const DownloadOf& download) {
                return fmt::format("at least {:.1f} Mbit/s to a client on the LAN", download.rate / 1e6);
            },
            [](const LogHas& log) {
                return log.times == 1 ? fmt::format("a kernel line with '{}'", log.text)
                                      : fmt::format("{} kernel lines with '{}'", log.times, log.text);
            },
            [](const LogLacks& log) { return fmt::format("no kernel line with '{}'", log.text); },
            [](const FaultHas& fault) { return fmt::format("fault {} {}", fault.id, to_text(fault.moment)); },
            [](const Replayed& replayed) {
                return fmt::format("the {} events of {} in order, each within 10 % or 150 ms of its time",
                                   replayed.playback.timeline.events.size(), replayed.id);
            },
        },
        assertion);
}

}  // namespace tetherlab::verdict
