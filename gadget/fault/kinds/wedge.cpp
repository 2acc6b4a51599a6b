// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"

#include <fmt/format.h>

namespace tetherlab::fault {
namespace {

// The hotspot's own try to get better.
void reconnect(Stage& stage, const Values& values) {
    const Hold off = stage.detached();
    stage.note("soft reconnect");
    stage.wait(values.duration("gap"));
}

void run(Stage& stage, const Values& values) {
    {
        const Hold mute = stage.control(
            {.match = {.request_type = 0x80, .request = 6, .value_mask = 0}, .answer = answer_of(values)});
        reconnect(stage, values);
        while (!stage.await_power_off(values.duration("clear"), values.duration("every"))) {
            reconnect(stage, values);
        }
    }
    stage.note("cleared by a power-off");
}

}  // namespace

Kind wedge() {
    return {.name = "wedge",
            .summary =
                "The hotspot hangs: it answers no descriptor request, reconnects to no avail, and is well "
                "again only after its power was off for a while.",
            .capability = "udc.ep0",
            .parameters = {{.name = "clear",
                            .meaning = "how long the power has to be off",
                            .preset = "2 s",
                            .least = 10,
                            .most = 3600e3},
                           {.name = "every",
                            .meaning = "between its soft reconnects",
                            .preset = "8 s",
                            .least = 100,
                            .most = 3600e3},
                           {.name = "gap",
                            .meaning = "how long it is off the bus at a soft reconnect",
                            .preset = "500 ms",
                            .least = 10,
                            .most = 60e3},
                           answer_parameter("stall")},
            .provokes = {"usb 1-1: device descriptor read/64, error -32",
                         "usb usb1-port1: unable to enumerate USB device"},
            .run = run};
}

}  // namespace tetherlab::fault
