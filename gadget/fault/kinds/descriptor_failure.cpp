// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"

namespace tetherlab::fault {
namespace {

std::uint8_t type_of(const std::string& which) {
    if (which == "device") return kDeviceDescriptor;
    return which == "config" ? kConfigurationDescriptor : kStringDescriptor;
}

void run(Stage& stage, const Values& values) {
    const Hold refusal = stage.control({.match = descriptor_read(type_of(values.text("which"))),
                                        .answer = answer_of(values),
                                        .times = values.whole("times")});
    wait_for_duration(stage, values);
}

}  // namespace

Kind descriptor_failure() {
    return {.name = "descriptor-failure",
            .summary = "Reads of a descriptor fail. To be armed before the plug.",
            .capability = "udc.ep0",
            .parameters = {{.name = "which",
                            .meaning = "the descriptor",
                            .unit = Unit::kChoice,
                            .preset = "device",
                            .choices = {"device", "config", "string"}},
                           answer_parameter("silent"),
                           times_parameter("1"),
                           duration_parameter("0 s")},
            .provokes = {"usb 1-1: device descriptor read/64, error -110 (on MIPS -145)",
                         "usb 1-1: device descriptor read/64, error -32",
                         "usb 1-1: unable to read config index 0 descriptor/start: -32"},
            .run = run};
}

}  // namespace tetherlab::fault
