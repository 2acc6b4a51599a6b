// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"
#include "gadget/fault/kinds/lan.hpp"

namespace tetherlab::fault {
namespace {

void run(Stage& stage, const Values& values) {
    misbehave(stage, values, {.what = LanFault::What::kCaptive}, "captive portal up");
}

}  // namespace

Kind captive() {
    return {
        .name = "captive",
        .summary =
            "Every HTTP request is redirected to a page of the hotspot, and everything else to the "
            "internet is refused; DHCP and DNS work.",
        .capability = "net",
        .parameters = {duration_parameter("0 s")},
        .provokes = {"302 Found to http://GATEWAY/portal for every page; other TCP connections are reset"},
        .run = run};
}

}  // namespace tetherlab::fault
