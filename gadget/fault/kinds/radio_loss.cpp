// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"
#include "gadget/fault/kinds/lan.hpp"

namespace tetherlab::fault {
namespace {

void run(Stage& stage, const Values& values) {
    misbehave(stage, values, {.what = LanFault::What::kRadioLoss}, "radio lost");
}

}  // namespace

Kind radio_loss() {
    return {.name = "radio-loss",
            .summary =
                "Nothing gets to the internet or back, while the link, the lease, the gateway and the "
                "hotspot's DNS server stay as they are.",
            .capability = "net",
            .parameters = {duration_parameter("30 s")},
            .provokes = {"nothing in the router's log: its WAN is up, and what is beyond does not answer"},
            .run = run};
}

}  // namespace tetherlab::fault
