// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"

#include <algorithm>

namespace tetherlab::fault {
namespace {

void run(Stage& stage, const Values& values) {
    const auto first =
        values.text("first") == "rndis" ? profile::FunctionKind::kRndis : profile::FunctionKind::kEcm;
    const Hold other = stage.identity([first](profile::Profile& profile, const Life&) {
        std::stable_partition(
            profile.configurations.begin(), profile.configurations.end(),
            [first](const profile::Configuration& each) { return each.function.kind == first; });
    });
    wait_for_duration(stage, values);
}

}  // namespace

Kind config_order() {
    return {.name = "config-order",
            .summary =
                "The hotspot lists its configurations in another order, from the next time on that it comes "
                "onto the bus. To be armed before the plug.",
            .capability = "udc.detach",
            .parameters = {{.name = "first",
                            .meaning = "the function of the configuration at index 0",
                            .unit = Unit::kChoice,
                            .preset = "ecm",
                            .choices = {"rndis", "ecm"}},
                           duration_parameter("0 s")},
            .provokes = {"the order of the C: lines in /sys/kernel/debug/usb/devices"},
            .run = run};
}

}  // namespace tetherlab::fault
