// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"
#include "gadget/fault/kinds/lan.hpp"

namespace tetherlab::fault {
namespace {

LanFault::What what_of(const std::string& mode) {
    if (mode == "silent") return LanFault::What::kDnsSilent;
    return mode == "failure" ? LanFault::What::kDnsFailure : LanFault::What::kDnsHijack;
}

void run(Stage& stage, const Values& values) {
    const std::string& mode = values.text("mode");
    misbehave(stage, values, {.what = what_of(mode)}, "DNS " + mode);
}

}  // namespace

Kind dns() {
    return {
        .name = "dns",
        .summary = "The hotspot's DNS server does not answer, refuses or lies.",
        .capability = "net",
        .parameters = {{.name = "mode",
                        .meaning =
                            "silent: no answer; failure: REFUSED for every name; hijack: the hotspot's own "
                            "address for every name",
                        .unit = Unit::kChoice,
                        .preset = "silent",
                        .choices = {"silent", "failure", "hijack"}},
                       duration_parameter("0 s")},
        .provokes = {"no name resolves through the router, though addresses answer",
                     "hijack: possible DNS-rebind attack detected (dnsmasq of a router that protects "
                     "itself from rebinding, as OpenWrt's does, drops the answers)"},
        .run = run};
}

}  // namespace tetherlab::fault
