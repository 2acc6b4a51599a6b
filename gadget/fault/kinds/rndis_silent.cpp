// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"

namespace tetherlab::fault {
namespace {

// SEND_ENCAPSULATED_COMMAND to an interface (USB CDC 1.2, table 19), which carries every RNDIS message.
constexpr ControlMatch kRndisMessage{.request_type = 0x21, .request = 0x00, .value_mask = 0};

void run(Stage& stage, const Values& values) {
    const Hold silence =
        stage.control({.match = kRndisMessage, .answer = answer_of(values), .times = values.whole("times")});
    wait_for_duration(stage, values);
}

}  // namespace

Kind rndis_silent() {
    return {.name = "rndis-silent",
            .summary =
                "The hotspot answers no RNDIS message, so that the router's driver gives up. To be armed "
                "before the plug.",
            .capability = "udc.ep0",
            .parameters = {answer_parameter("silent"), times_parameter("0"), duration_parameter("0 s")},
            .provokes = {"rndis_host 1-1:2.0: RNDIS init failed, -110 (on MIPS -145)",
                         "rndis_host 1-1:2.0: RNDIS init failed, -32"},
            .run = run};
}

}  // namespace tetherlab::fault
