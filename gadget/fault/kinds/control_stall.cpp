// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"

namespace tetherlab::fault {
namespace {

ControlAnswer how(const Values& values) {
    return values.text("how") == "delay" ? ControlAnswer::kDelay : answer_of(values);
}

void run(Stage& stage, const Values& values) {
    const Hold wrong =
        stage.control({.match = {.request_type = static_cast<std::uint8_t>(values.whole("type")),
                                 .request = static_cast<std::uint8_t>(values.whole("request")),
                                 .value = static_cast<std::uint16_t>(values.whole("value")),
                                 .value_mask = static_cast<std::uint16_t>(values.whole("value-mask"))},
                       .answer = how(values),
                       .delay = values.duration("delay"),
                       .times = values.whole("times")});
    wait_for_duration(stage, values);
}

std::string check(const Values& values) {
    const bool delays = values.text("how") == "delay";
    if (delays == (values.number("delay") > 0)) return {};
    return delays ? "expected a 'delay', for 'how' is delay" : "expected no 'delay' unless 'how' is delay";
}

Parameter field(std::string name, std::string meaning, std::string preset, double most) {
    return {.name = std::move(name),
            .meaning = std::move(meaning),
            .unit = Unit::kCount,
            .preset = std::move(preset),
            .most = most};
}

}  // namespace

Kind control_stall() {
    Parameter answer = answer_parameter("stall");
    answer.meaning += "; delay: its own answer, later";
    answer.choices.emplace_back("delay");
    return {.name = "control-stall",
            .summary = "Control requests of one sort are answered wrongly.",
            .capability = "udc.ep0",
            .parameters = {field("type", "bmRequestType (USB 2.0, table 9-2)", "0x80", 0xff),
                           field("request", "bRequest", "6", 0xff),
                           field("value", "wValue", "0", 0xffff),
                           field("value-mask", "the bits of wValue that count", "0", 0xffff),
                           answer,
                           {.name = "delay", .meaning = "of the answer", .preset = "0 ms", .most = 60e3},
                           times_parameter("0"),
                           duration_parameter("0 s")},
            .provokes = {"what the router's driver says of that request"},
            .check = check,
            .run = run};
}

}  // namespace tetherlab::fault
