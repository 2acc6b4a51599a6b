// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"

#include <utility>

namespace tetherlab::fault {

Parameter duration_parameter(std::string preset) {
    return {.name = "for",
            .meaning = "how long it lasts; 0 s: until it is ended",
            .preset = std::move(preset),
            .most = 86'400e3};
}

void wait_for_duration(Stage& stage, const Values& values) {
    const base::Milliseconds time = values.duration("for");
    if (time.count() == 0) stage.wait_for_ever();
    stage.wait(time);
}

void repeat(Stage& stage, int count, const std::function<void(base::Clock::time_point moment)>& once,
            const std::function<base::Milliseconds()>& distance) {
    base::Clock::time_point moment = stage.now();
    once(moment);
    for (int done = 1; count == 0 || done < count; ++done) {
        moment += distance();
        stage.wait_until(moment);
        once(moment);
    }
}

ControlMatch descriptor_read(std::uint8_t type) {
    constexpr std::uint8_t kDeviceToHost = 0x80;
    constexpr std::uint8_t kGetDescriptor = 6;
    return {.request_type = kDeviceToHost,
            .request = kGetDescriptor,
            .value = static_cast<std::uint16_t>(type << 8),
            .value_mask = 0xff00};
}

Parameter answer_parameter(std::string preset) {
    return {.name = "how",
            .meaning =
                "stall: -32 (EPIPE) at the router; silent: -110 (ETIMEDOUT, on MIPS -145) after its time-out",
            .unit = Unit::kChoice,
            .preset = std::move(preset),
            .choices = {"stall", "silent"}};
}

ControlAnswer answer_of(const Values& values) {
    return values.text("how") == "stall" ? ControlAnswer::kStall : ControlAnswer::kSilent;
}

Parameter times_parameter(std::string preset) {
    return {.name = "times",
            .meaning = "how many requests are answered so; 0: all while it lasts",
            .unit = Unit::kCount,
            .preset = std::move(preset),
            .most = 1000};
}

}  // namespace tetherlab::fault
