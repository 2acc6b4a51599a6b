// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/kinds.hpp"

#include <fmt/format.h>

namespace tetherlab::fault {
namespace {

constexpr const char* kContext = "context";

// The port reset after which the router gives up with that message. The new scheme resets twice: after the
// first it sets up the context (enable_device) and asks for the first descriptor, after the second it sets
// the address (hub_port_init(), drivers/usb/core/hub.c, 6.1).
int reset_of(const std::string& stage) {
    return stage == kContext ? 1 : 2;
}

void fail_once(Stage& stage, const Values& values) {
    const int reset = reset_of(values.text("stage"));
    const base::Clock::time_point window = stage.await_reset(reset) + values.duration("window");
    stage.wait_until(window);
    const auto late = std::chrono::duration_cast<std::chrono::microseconds>(stage.now() - window);
    const Hold off = stage.detached();
    stage.note(fmt::format("detached {} ms after reset {}, {} us late", values.duration("window").count(),
                           reset, late.count()),
               window);
    stage.wait(values.duration("off"));
}

void run(Stage& stage, const Values& values) {
    const int times = values.whole("times");
    for (int done = 0; done < times; ++done) fail_once(stage, values);
    stage.note("enumerates from now on");
}

}  // namespace

Kind address_failure() {
    return {.name = "address-failure",
            .summary =
                "The hotspot leaves the bus at the moment when the router addresses it. To be armed before "
                "the plug.",
            .capability = kResetCapability,
            .parameters = {{.name = "stage",
                            .meaning = "context: while the controller sets up the device's context; address: "
                                       "while it sets the address",
                            .unit = Unit::kChoice,
                            .preset = kContext,
                            .choices = {kContext, "address"}},
                           {.name = "times",
                            .meaning = "how many times in a row",
                            .unit = Unit::kCount,
                            .preset = "1",
                            .least = 1,
                            .most = 1000},
                           {.name = "window",
                            .meaning = "from the bus reset until it leaves; on a root hub 60 to 110 ms hit",
                            .preset = "100 ms",
                            .least = 0,
                            .most = 10e3},
                           {.name = "off",
                            .meaning =
                                "how long it is off the bus each time; what is below 4 s a router may miss",
                            .preset = "5 s",
                            .least = 10,
                            .most = 3600e3}},
            .provokes = {"usb 1-1: hub failed to enable device, error -71",
                         "usb 1-1: device not accepting address N, error -71"},
            .run = run};
}

}  // namespace tetherlab::fault
