// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"

namespace tetherlab::fault {
namespace {

void run(Stage& stage, const Values& values) {
    const Hold refusal =
        stage.control({.match = descriptor_read(kDeviceDescriptor), .answer = answer_of(values)});
    wait_for_duration(stage, values);
}

}  // namespace

Kind never_enumerates() {
    return {
        .name = "never-enumerates",
        .summary = "The hotspot is on the bus and never tells what it is. To be armed before the plug.",
        .capability = "udc.ep0",
        .parameters = {answer_parameter("stall"), duration_parameter("0 s")},
        .provokes = {"usb 1-1: device descriptor read/64, error -32", "usb usb1-port1: attempt power cycle",
                     "usb usb1-port1: unable to enumerate USB device"},
        .run = run};
}

}  // namespace tetherlab::fault
