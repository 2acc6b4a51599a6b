// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"
#include "gadget/fault/kinds/lan.hpp"

#include <fmt/format.h>

namespace tetherlab::fault {
namespace {

void run(Stage& stage, const Values& values) {
    if (values.text("mode") == "none") {
        misbehave(stage, values, {.what = LanFault::What::kNoRa}, "no router advertisements");
        return;
    }
    const double loss = values.number("loss");
    misbehave(stage, values, {.what = LanFault::What::kLostRa, .loss = loss, .seed = stage.random()()},
              fmt::format("{} % of the router advertisements are lost", loss));
}

}  // namespace

Kind ra() {
    return {.name = "ra",
            .summary =
                "Router advertisements do not come, or not all of them. Without the fault they come when the "
                "router asks and every 22 to 30 s.",
            .capability = "net",
            .parameters = {{.name = "mode",
                            .meaning = "none: no advertisement comes; lost: 'loss' of them do not",
                            .unit = Unit::kChoice,
                            .preset = "none",
                            .choices = {"none", "lost"}},
                           {.name = "loss",
                            .meaning = "of the advertisements, with mode lost; the seed draws which",
                            .unit = Unit::kPercent,
                            .preset = "50",
                            .most = 100},
                           duration_parameter("0 s")},
            .provokes = {"no IPv6 address, prefix or default route on the WAN, or they expire"},
            .run = run};
}

}  // namespace tetherlab::fault
