// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/kinds.hpp"

namespace tetherlab::fault {
namespace {

void run(Stage& stage, const Values& values) {
    Hold off = stage.detached();
    stage.await_plug();
    stage.note("boots");
    stage.wait(values.duration("boot"));
    off.release();
    stage.note("on the bus");
}

}  // namespace

Kind slow_boot() {
    return {.name = "slow-boot",
            .summary =
                "The hotspot gets its power from the plug and comes onto the bus only once it has booted. "
                "To be armed before the plug.",
            .capability = "udc.detach",
            .parameters = {{.name = "boot",
                            .meaning = "from the plug until it is on the bus",
                            .preset = "20 s",
                            .least = 10,
                            .most = 3600e3}},
            .provokes = {"nothing until then; usb 1-1: new high-speed USB device number"},
            .run = run};
}

}  // namespace tetherlab::fault
